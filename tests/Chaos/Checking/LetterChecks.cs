namespace OrleansOrders.Chaos;

/// <summary>What nobody can work lies among the dead letters; nothing else does, but for what a fault has tired out, which is to be seen there.</summary>
static class LetterChecks
{
    const string Tired = "attempts_exhausted";

    public static IEnumerable<Finding> Of(Evidence run)
    {
        var poison = run.Operations.Where(operation => operation.Deed is Deed.Poison).ToLookup(operation => ((Deed.Poison)operation.Deed).MessageId);
        var letters = run.Final.DeadLetters.ToLookup(letter => letter.MessageId);
        foreach (var attempts in poison)
        {
            if (attempts.Any(attempt => attempt.Outcome is Outcome.Ok) && !letters.Contains(attempts.Key)) yield return Finding.Lost(attempts.Key, "is poison, was taken, and is no dead letter");
        }

        foreach (var letter in run.Final.DeadLetters)
        {
            if (!poison.Contains(letter.MessageId) && letter.Reason != Tired)
                yield return Finding.Unexpected($"{letter.MessageId}", $"is a dead letter of order {letter.OrderId}: {letter.Reason}");
        }
    }
}

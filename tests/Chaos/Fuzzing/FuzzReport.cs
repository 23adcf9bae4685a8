namespace OrleansOrders.Chaos;

/// <summary>What became of many inputs.</summary>
sealed class FuzzReport
{
    const int MostKept = 20;

    public long Inputs { get; private set; }

    public long Accepted { get; private set; }

    public long Failed { get; private set; }

    public TimeSpan Slowest { get; private set; }

    /// <summary>The first failures, each with how to see it again.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>How many of each kind were accepted and refused.</summary>
    public Dictionary<FuzzKind, (long Accepted, long Refused)> Kinds { get; } = [];

    public void Add(FuzzInput input, Verdict verdict, TimeSpan took)
    {
        Inputs++;
        if (took > Slowest) Slowest = took;
        var (accepted, refused) = Kinds.GetValueOrDefault(input.Kind);
        Kinds[input.Kind] = verdict.Accepted ? (accepted + 1, refused) : (accepted, refused + 1);
        if (verdict.Accepted) Accepted++;
        if (verdict.Fault is null) return;
        Failed++;
        if (Failures.Count < MostKept) Failures.Add($"{input}: {verdict.Fault}");
    }
}

namespace OrleansOrders.RabbitMq;

/// <summary>The result of one scan.</summary>
/// <param name="Letters">In queue order, the oldest first.</param>
/// <param name="Groups">All scanned letters by cause, the largest group first.</param>
/// <param name="Truncated">True if there are more letters or groups than listed.</param>
public sealed record DeadLetterList(IReadOnlyList<DeadLetter> Letters, IReadOnlyList<DeadLetterGroup> Groups, bool Truncated);

/// <summary>Dead letters with the same cause, and their number.</summary>
public sealed record DeadLetterGroup(string? Queue, string Reason, string? Error, int Count);

/// <summary>A filter for dead letters; null matches everything.</summary>
public sealed record DeadLetterFilter(string? Queue = null, string? Reason = null, string? Error = null)
{
    public bool Matches(DeadLetter letter) => (Queue is null || Queue == letter.Queue) && (Reason is null || Reason == letter.Reason) && (Error is null || Error == letter.Error);
}

/// <summary>Collects the first letters and counts all by cause.</summary>
sealed class DeadLetterListBuilder(int limit)
{
    public const int MaxGroups = 200;

    readonly List<DeadLetter> _letters = [];
    readonly Dictionary<(string? Queue, string Reason, string? Error), int> _groups = [];
    bool _truncated;

    public void Add(DeadLetter letter)
    {
        var cause = (letter.Queue, letter.Reason, letter.Error);
        _groups[cause] = _groups.GetValueOrDefault(cause) + 1;
        if (_letters.Count < limit) _letters.Add(letter);
        else _truncated = true;
    }

    public DeadLetterList Build(bool lookWasCut)
    {
        var groups = _groups
            .Select(pair => new DeadLetterGroup(pair.Key.Queue, pair.Key.Reason, pair.Key.Error, pair.Value))
            .OrderByDescending(group => group.Count).ThenBy(group => group.Queue, StringComparer.Ordinal)
            .ThenBy(group => group.Reason, StringComparer.Ordinal).ThenBy(group => group.Error, StringComparer.Ordinal);
        return new(_letters, [.. groups.Take(MaxGroups)], _truncated || lookWasCut || _groups.Count > MaxGroups);
    }
}

namespace OrleansOrders.RabbitMq;

/// <summary>Keeps the first letters and counts all by cause.</summary>
internal sealed class DeadLetterListBuilder(int limit)
{
    public const int MaxGroups = 200;

    readonly List<DeadLetter> _letters = [];
    readonly Dictionary<(string? Queue, string Reason, string? Error), int> _groups = [];
    bool _truncated;

    public void Add(DeadLetter letter)
    {
        var cause = (letter.Queue, letter.Reason, letter.Error);
        _groups[cause] = _groups.GetValueOrDefault(cause) + 1;
        if (_letters.Count < limit)
            _letters.Add(letter);
        else
            _truncated = true;
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

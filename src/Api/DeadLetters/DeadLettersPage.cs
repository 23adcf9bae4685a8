using OrleansOrders.RabbitMq;

namespace OrleansOrders.Api;

/// <summary>Dead letters, the oldest first.</summary>
/// <param name="DeadLetters">As many as were asked for.</param>
/// <param name="Groups">All that match by cause, the most frequent first.</param>
/// <param name="Truncated">There are more than are shown or counted here.</param>
public sealed record DeadLettersPage(IReadOnlyList<DeadLetterView> DeadLetters, IReadOnlyList<DeadLetterGroupView> Groups, bool Truncated)
{
    /// <summary>Largest body that is shown in a list, in bytes.</summary>
    public const int MaxListedBody = 64 * 1024;

    /// <summary>Bodies that are shown in a list together, in bytes; those behind are omitted.</summary>
    public const int MaxListedBodies = 1024 * 1024;

    internal static DeadLettersPage Of(DeadLetterList list) => new(
        Shown(list.Letters),
        [.. list.Groups.Select(group => new DeadLetterGroupView(group.Queue, group.Reason, group.Error, group.Count))],
        list.Truncated);

    static List<DeadLetterView> Shown(IReadOnlyList<DeadLetter> letters)
    {
        var left = MaxListedBodies;
        var shown = new List<DeadLetterView>(letters.Count);
        foreach (var letter in letters)
        {
            shown.Add(DeadLetterView.Of(letter, Math.Min(left, MaxListedBody)));
            if (letter.Body.Length <= MaxListedBody) left = Math.Max(0, left - letter.Body.Length);
        }

        return shown;
    }
}

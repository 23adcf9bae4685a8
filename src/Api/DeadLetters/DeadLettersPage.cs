using OrleansOrders.Messaging;

namespace OrleansOrders.Api;

/// <summary>Dead letters, the oldest first.</summary>
/// <param name="DeadLetters">As many as were asked for.</param>
/// <param name="Groups">All that match by cause, the most frequent first.</param>
/// <param name="Truncated">There are more than are shown or counted here.</param>
public sealed record DeadLettersPage(IReadOnlyList<DeadLetterView> DeadLetters, IReadOnlyList<DeadLetterGroupView> Groups, bool Truncated)
{
    /// <summary>Largest body that is shown in a list, in bytes.</summary>
    public const int MaxListedBody = 64 * 1024;

    internal static DeadLettersPage Of(DeadLetterList list) => new(
        [.. list.Letters.Select(letter => DeadLetterView.Of(letter, MaxListedBody))],
        [.. list.Groups.Select(group => new DeadLetterGroupView(group.Queue, group.Reason, group.Error, group.Count))],
        list.Truncated);
}

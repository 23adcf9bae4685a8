namespace OrleansOrders.RabbitMq;

/// <summary>What one look showed.</summary>
/// <param name="Letters">In the order of the queue, the oldest first.</param>
/// <param name="Groups">Everything that was looked at by cause, the largest group first.</param>
/// <param name="Truncated">There are more letters, or more groups, than are given here.</param>
public sealed record DeadLetterList(IReadOnlyList<DeadLetter> Letters, IReadOnlyList<DeadLetterGroup> Groups, bool Truncated);

namespace OrleansOrders.RabbitMq;

/// <summary>
/// Looks at the dead letters where they lie, in the queue <see cref="BrokerNames.DeadLetterQueue"/>, and sends them back or removes them. A look takes every
/// letter out of sight of others until it ends, so one happens at a time over all processes. Looks at no more than
/// <see cref="DeadLetterOptions.MaxLetters"/> letters, the oldest.
/// </summary>
/// <exception cref="DeadLettersBusyException">Someone else looks, for longer than <see cref="DeadLetterOptions.LockWait"/>.</exception>
/// <exception cref="MessagingException">
/// The broker did not do it. Ask again: nothing is lost, and a letter whose copy was confirmed may be sent again with the same message id.
/// </exception>
public interface IDeadLetterDesk
{
    /// <summary>The first <paramref name="limit"/> letters that match, and all that match by cause.</summary>
    Task<DeadLetterList> List(DeadLetterFilter filter, int limit, CancellationToken ct);

    /// <summary>What <paramref name="read"/> finds in the letters, each value once. No body is kept longer than it takes to read it.</summary>
    Task<IReadOnlyCollection<T>> Collect<T>(Func<DeadLetter, T?> read, CancellationToken ct)
        where T : struct;

    /// <summary>The letter; null where there is none with this id.</summary>
    Task<DeadLetter?> Find(Guid id, CancellationToken ct);

    /// <summary>
    /// Sends a copy to the letter's queue alone, and removes the letter once the broker has confirmed the copy. <paramref name="editedBody"/>
    /// takes the body's place, and the original goes along in a header.
    /// </summary>
    Task<ReplayOutcome> Replay(Guid id, ReadOnlyMemory<byte>? editedBody, string by, CancellationToken ct);

    /// <summary>The same for several.</summary>
    Task<ReplayReport> Replay(IReadOnlyCollection<Guid> ids, string by, CancellationToken ct);

    /// <summary>The same for all that match and were there when it began.</summary>
    Task<ReplayReport> Replay(DeadLetterFilter filter, string by, CancellationToken ct);

    /// <summary>Removes the letter for good; false where there is none with this id.</summary>
    Task<bool> Delete(Guid id, CancellationToken ct);
}

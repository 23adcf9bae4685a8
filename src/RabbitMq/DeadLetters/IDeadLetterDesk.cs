namespace OrleansOrders.RabbitMq;

/// <summary>
/// Reads the dead letters in the queue <see cref="BrokerNames.DeadLetterQueue"/>, and replays or removes them. A scan hides every letter
/// from other readers until it ends, so only one scan runs at a time across all processes. A scan reads at most
/// <see cref="DeadLetterOptions.MaxLetters"/> letters, the oldest first.
/// </summary>
/// <exception cref="DeadLettersBusyException">Another scan has been running for longer than
/// <see cref="DeadLetterOptions.LockWait"/>.</exception>
/// <exception cref="MessagingException">
/// The broker did not complete the request. Retry it: no letter is lost, but a letter whose copy was confirmed may be sent again with the
/// same message id.
/// </exception>
public interface IDeadLetterDesk
{
    /// <summary>The first <paramref name="limit"/> matching letters, and all matching letters grouped by cause.</summary>
    Task<DeadLetterList> List(DeadLetterFilter filter, int limit, CancellationToken ct);

    /// <summary>
    /// The distinct values that <paramref name="read"/> returns for the letters. No body is kept longer than the call of
    /// <paramref name="read"/>.
    /// </summary>
    Task<IReadOnlyCollection<T>> Collect<T>(Func<DeadLetter, T?> read, CancellationToken ct)
        where T : struct;

    /// <summary>The letter; null if no letter has this id.</summary>
    Task<DeadLetter?> Find(Guid id, CancellationToken ct);

    /// <summary>
    /// Sends a copy to the letter's queue only, and removes the letter once the broker has confirmed the copy.
    /// <paramref name="editedBody"/> replaces the body; the original body is kept in a header.
    /// </summary>
    Task<ReplayOutcome> Replay(Guid id, ReadOnlyMemory<byte>? editedBody, string by, CancellationToken ct);

    /// <summary>Replays several letters.</summary>
    Task<ReplayReport> Replay(IReadOnlyCollection<Guid> ids, string by, CancellationToken ct);

    /// <summary>Replays all matching letters that were in the queue when the scan began.</summary>
    Task<ReplayReport> Replay(DeadLetterFilter filter, string by, CancellationToken ct);

    /// <summary>Removes the letter permanently; returns false if no letter has this id.</summary>
    Task<bool> Delete(Guid id, CancellationToken ct);
}

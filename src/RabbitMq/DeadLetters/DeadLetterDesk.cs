using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.RabbitMq;

sealed partial class DeadLetterDesk(
    Connections connections, Topology topology, PublishCopy publish, IDeadLetterLock oneAtATime, IOptions<DeadLetterOptions> options, TimeProvider time, ILogger<DeadLetterDesk> logger)
    : IDeadLetterDesk
{
    static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(50);

    public Task<DeadLetterList> List(DeadLetterFilter filter, int limit, CancellationToken ct) => Look(filter.Matches, async look =>
    {
        var list = new DeadLetterListBuilder(limit);
        while (await look.Next() is { } found)
        {
            list.Add(found.Letter);
            if (found.Delivery.Undecoded is not null) await Rewrite(look, found, ct);
        }

        return list.Build(look.IsCut);
    }, ct);

    public Task<IReadOnlyCollection<T>> Collect<T>(Func<DeadLetter, T?> read, CancellationToken ct)
        where T : struct => Look(_ => true, async look =>
    {
        HashSet<T> values = [];
        while (await look.Next() is { } found)
        {
            if (read(found.Letter) is { } value) values.Add(value);
        }

        return (IReadOnlyCollection<T>)values;
    }, ct);

    public Task<DeadLetter?> Find(Guid id, CancellationToken ct) =>
        Look(letter => letter.Id == id, async look => (await look.Next())?.Letter, ct);

    public Task<ReplayOutcome> Replay(Guid id, ReadOnlyMemory<byte>? editedBody, string by, CancellationToken ct) => Look(letter => letter.Id == id, async look =>
    {
        if (await look.Next() is not { } found) return ReplayOutcome.NotFound;
        if (!topology.IsWorkQueue(found.Letter.Queue)) return ReplayOutcome.NoOrigin;
        if (editedBody is not null && !ReplayMessage.KeepsOriginal(found)) return ReplayOutcome.TooLargeToEdit;
        try
        {
            await new ReplayBatch(look, publish, by, LogReplayed).Send(found, editedBody, ct);
            return ReplayOutcome.Replayed;
        }
        catch (UnsendableMessageException) when (editedBody is not null)
        {
            return ReplayOutcome.TooLargeToEdit;
        }
    }, ct);

    public Task<ReplayReport> Replay(IReadOnlyCollection<Guid> ids, string by, CancellationToken ct)
    {
        var wanted = ids.ToHashSet();
        var missing = ids.ToHashSet();
        // Of two identical letters, the first is used.
        return Replay(letter => wanted.Contains(letter.Id), letter => missing.Remove(letter.Id), missing, by, ct);
    }

    public Task<ReplayReport> Replay(DeadLetterFilter filter, string by, CancellationToken ct) => Replay(filter.Matches, _ => true, [], by, ct);

    public Task<bool> Delete(Guid id, CancellationToken ct) => Look(letter => letter.Id == id, async look =>
    {
        if (await look.Next() is not { } found) return false;
        await look.Remove(found);
        LogDeleted(id, found.Letter.MessageId, found.Letter.Queue);
        return true;
    }, ct);

    Task<ReplayReport> Replay(
        Predicate<DeadLetter> isWanted, Predicate<DeadLetter> isMeant, HashSet<Guid> missing, string by, CancellationToken ct) => Look(isWanted, async look =>
    {
        var batch = new ReplayBatch(look, publish, by, LogReplayed);
        List<Guid> noOrigin = [];
        while (await look.Next() is { } found)
        {
            if (!isMeant(found.Letter)) continue;
            if (topology.IsWorkQueue(found.Letter.Queue)) await batch.Add(found, ct);
            else noOrigin.Add(found.Letter.Id);
        }

        await batch.Flush(ct);
        return new ReplayReport(batch.Replayed, [.. missing], noOrigin, look.IsCut);
    }, ct);

    async Task<T> Look<T>(Predicate<DeadLetter> isWanted, Func<DeadLetterScan, Task<T>> act, CancellationToken ct)
    {
        await using var turn = await Turn(ct);
        var session = connections.Publishing.Current ?? throw new BrokerUnavailableException("The dead letters cannot be looked at, there is no connection.");
        if (session.Blocked is not null) throw new BrokerUnavailableException("The dead letters cannot be read: the broker is in alarm and reads no requests.");
        try
        {
            await using var look = await DeadLetterScan.Open(session, isWanted, options.Value.MaxLetters, time, ct);
            var result = await act(look);
            await look.End();
            return result;
        }
        catch (Exception e) when (IsLost(e) && !ct.IsCancellationRequested)
        {
            LogLost(ErrorText.Of(e));
            throw new BrokerUnavailableException("The connection was lost while looking at the dead letters.", e);
        }
    }

    /// <summary>
    /// Replaces the letter by a copy that can be decoded. For tables nested 20,000 deep RabbitMQ (3.10.8) needs seconds of CPU time per
    /// delivery, and every scan would repeat that.
    /// </summary>
    async Task Rewrite(DeadLetterScan look, FoundLetter found, CancellationToken ct)
    {
        try
        {
            await publish(UndecodedLetter.Copy(found), ct);
            await look.Remove(found);
        }
        catch (MessagingException e)
        {
            // The letter stays unchanged.
            LogNotRewritten(found.Letter.Id, e.Message);
        }
    }

    async Task<IAsyncDisposable> Turn(CancellationToken ct)
    {
        for (var started = time.GetTimestamp(); ;)
        {
            if (await oneAtATime.TryTake(ct) is { } turn) return turn;
            if (time.GetElapsedTime(started) >= options.Value.LockWait)
                throw new DeadLettersBusyException($"Someone else has been looking at the dead letters for {options.Value.LockWait}.");
            await Task.Delay(LockPause, time, ct);
        }
    }

    static bool IsLost(Exception e) => e is RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException or OperationCanceledException;
}

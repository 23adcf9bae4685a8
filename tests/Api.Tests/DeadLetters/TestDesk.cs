namespace OrleansOrders.Api.Tests;

/// <summary>Stands in for the desk: letters in memory, and what was asked of it.</summary>
sealed class TestDesk : IDeadLetterDesk
{
    public List<DeadLetter> Letters { get; } = [];

    public Exception? Failure { get; set; }

    public ReplayOutcome Outcome { get; set; } = ReplayOutcome.Replayed;

    public List<(Guid Id, string? Body, string By)> Replays { get; } = [];

    public DeadLetterFilter? LastFilter { get; private set; }

    public Task<DeadLetterList> List(DeadLetterFilter filter, int limit, CancellationToken ct) => Try(() =>
    {
        LastFilter = filter;
        var matching = Letters.Where(filter.Matches).ToList();
        var groups = matching.GroupBy(letter => (letter.Queue, letter.Reason, letter.Error))
            .Select(group => new DeadLetterGroup(group.Key.Queue, group.Key.Reason, group.Key.Error, group.Count()));
        return new DeadLetterList([.. matching.Take(limit)], [.. groups], matching.Count > limit);
    });

    public Task<IReadOnlyCollection<T>> Collect<T>(Func<DeadLetter, T?> read, CancellationToken ct)
        where T : struct => Try<IReadOnlyCollection<T>>(() => Letters.Select(read).OfType<T>().ToHashSet());

    public Task<DeadLetter?> Find(Guid id, CancellationToken ct) => Try(() => Letters.Find(letter => letter.Id == id));

    public Task<ReplayOutcome> Replay(Guid id, ReadOnlyMemory<byte>? editedBody, string by, CancellationToken ct) => Try(() =>
    {
        if (!Letters.Exists(letter => letter.Id == id)) return ReplayOutcome.NotFound;
        Replays.Add((id, editedBody is { } body ? System.Text.Encoding.UTF8.GetString(body.Span) : null, by));
        return Outcome;
    });

    public Task<ReplayReport> Replay(IReadOnlyCollection<Guid> ids, string by, CancellationToken ct) => Try(() =>
    {
        var found = Letters.Where(letter => ids.Contains(letter.Id)).ToList();
        Replays.AddRange(found.Select(letter => (letter.Id, (string?)null, by)));
        return new ReplayReport(found.Count, [.. ids.Except(found.Select(letter => letter.Id))], [], false);
    });

    public Task<ReplayReport> Replay(DeadLetterFilter filter, string by, CancellationToken ct)
    {
        LastFilter = filter;
        return Replay([.. Letters.Where(filter.Matches).Select(letter => letter.Id)], by, ct);
    }

    public Task<bool> Delete(Guid id, CancellationToken ct) => Try(() => Letters.RemoveAll(letter => letter.Id == id) > 0);

    public static DeadLetter Letter(
        byte[] body, string? queue = Queues.OrderPlaced, string reason = "not_json", string routingKey = "order.placed", string? messageId = "m-1",
        IReadOnlyDictionary<string, object>? headers = null) => new()
    {
        Id = Guid.CreateVersion7(),
        Queue = queue,
        Exchange = Exchanges.OrderEvents,
        RoutingKey = routingKey,
        MessageId = messageId,
        Reason = reason,
        Error = "an error",
        Attempts = 3,
        At = DateTimeOffset.UnixEpoch,
        Body = body,
        Headers = headers ?? new Dictionary<string, object>(),
    };

    Task<T> Try<T>(Func<T> act) => Failure is { } failure ? Task.FromException<T>(failure) : Task.FromResult(act());
}

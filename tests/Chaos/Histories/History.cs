using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansOrders.Chaos;

/// <summary>What a client knows of something it did.</summary>
enum Outcome
{
    /// <summary>It was told that it happened.</summary>
    Ok,

    /// <summary>It was told that it did not happen, and never will by this request.</summary>
    Refused,

    /// <summary>It was told nothing that it could rely on: it may have happened, or may yet.</summary>
    Unknown,
}

/// <summary>What a client was told about an order.</summary>
sealed record Observation(string OrderId, int Version, string Status);

/// <summary>What came back from one attempt.</summary>
sealed record Reply(Outcome Outcome, int? Status = null, Observation? Seen = null);

/// <summary>One thing that a client did, and what became of it.</summary>
/// <param name="Deed">What.</param>
/// <param name="Began">When it asked, on the run's one clock, in its ticks.</param>
/// <param name="Ended">When it had the answer, or gave up waiting.</param>
/// <param name="Outcome">What it then knew.</param>
/// <param name="Status">The HTTP status of the answer; null without one.</param>
/// <param name="Seen">The order in the answer.</param>
sealed record Operation(Deed Deed, long Began, long Ended, Outcome Outcome, int? Status = null, Observation? Seen = null);

/// <summary>Everything that all clients did, in the order in which it ended.</summary>
sealed class History
{
    readonly ConcurrentQueue<Operation> _operations = new();

    public IReadOnlyList<Operation> Operations => [.. _operations];

    public int Count => _operations.Count;

    /// <summary>Does it once, and records what became of it.</summary>
    public async Task<Reply> DoAsync(Deed deed, Func<Task<Reply>> attempt)
    {
        var began = Stopwatch.GetTimestamp();
        Reply reply;
        try
        {
            reply = await attempt();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or TimeoutException or IOException or RabbitMQ.Client.Exceptions.RabbitMQClientException)
        {
            // The connection is gone, or nothing came in time.
            reply = new(Outcome.Unknown);
        }

        _operations.Enqueue(new(deed, began, Stopwatch.GetTimestamp(), reply.Outcome, reply.Status, reply.Seen));
        return reply;
    }
}

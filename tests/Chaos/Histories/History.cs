using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansOrders.Chaos;

/// <summary>The outcome of an operation for its client.</summary>
enum Outcome
{
    /// <summary>It happened.</summary>
    Ok,

    /// <summary>It did not happen, and never will because of this request.</summary>
    Refused,

    /// <summary>Unknown: it may have happened, or may happen later.</summary>
    Unknown,
}

/// <summary>The state of an order in a reply.</summary>
sealed record Observation(string OrderId, int Version, string Status);

/// <summary>The result of one attempt.</summary>
sealed record Reply(Outcome Outcome, int? Status = null, Observation? Seen = null);

/// <summary>One operation of a client and its outcome.</summary>
/// <param name="Deed">The operation.</param>
/// <param name="Began">Time of the request, in ticks of the run's clock.</param>
/// <param name="Ended">Time of the reply, or of the end of the wait.</param>
/// <param name="Outcome">The outcome for the client.</param>
/// <param name="Status">The HTTP status of the reply; null without one.</param>
/// <param name="Seen">The order in the reply.</param>
sealed record Operation(Deed Deed, long Began, long Ended, Outcome Outcome, int? Status = null, Observation? Seen = null);

/// <summary>The operations of all clients, in the order of their ends.</summary>
sealed class History
{
    readonly ConcurrentQueue<Operation> _operations = new();

    public IReadOnlyList<Operation> Operations => [.. _operations];

    public int Count => _operations.Count;

    /// <summary>Executes an operation once and records its outcome.</summary>
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
            // The connection was lost, or the reply timed out.
            reply = new(Outcome.Unknown);
        }

        _operations.Enqueue(new(deed, began, Stopwatch.GetTimestamp(), reply.Outcome, reply.Status, reply.Seen));
        return reply;
    }
}

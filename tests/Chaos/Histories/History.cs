using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansOrders.Chaos;

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

        _operations.Enqueue(new(deed, began, Stopwatch.GetTimestamp(), reply.Outcome) { Status = reply.Status, Seen = reply.Seen });
        return reply;
    }
}

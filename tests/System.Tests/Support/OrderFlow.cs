using System.Collections.Concurrent;
using System.Net;

namespace OrleansOrders.SystemTests;

/// <summary>Clients that post one order after the other, whatever happens meanwhile.</summary>
public sealed class OrderFlow(OrdersClient orders, string sku)
{
    const int Clients = 4;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    readonly ConcurrentQueue<string> _taken = new();
    readonly ConcurrentQueue<Answer> _refused = new();

    /// <summary>Ids of the orders that were answered 201.</summary>
    public IReadOnlyCollection<string> Taken => _taken;

    /// <summary>Answers that were something else.</summary>
    public IReadOnlyCollection<Answer> Refused => _refused;

    /// <summary>Runs until it is stopped.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, Clients).Select(client => PostAsync($"client-{client}", stop)));

    /// <summary>Waits until so many more were taken.</summary>
    public async Task TakenAsync(int more)
    {
        var goal = _taken.Count + more;
        await Eventually.Async(() => Task.FromResult(_taken.Count), count => count >= goal, $"{goal} orders are taken");
    }

    async Task PostAsync(string customer, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var answer = await orders.PostAsync("orders", new { customer_id = customer, items = new[] { new { sku, quantity = 1, price = 5m } } });
            if (answer.Status == HttpStatusCode.Created) _taken.Enqueue(answer.Json.OrderId());
            else _refused.Enqueue(answer);

            // What clients do between two orders; without it one test would fill the machine.
            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}

using System.Collections.Concurrent;
using System.Net;

namespace OrleansOrders.SystemTests;

/// <summary>Clients that continuously post orders, also during failures.</summary>
public sealed class OrderFlow : IAsyncDisposable
{
    const int Clients = 4;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    readonly OrdersClient _orders;
    readonly string _sku;
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentQueue<string> _taken = new();
    readonly ConcurrentQueue<Answer> _refused = new();
    readonly Task _flowing;

    OrderFlow(OrdersClient orders, string sku)
    {
        (_orders, _sku) = (orders, sku);
        _flowing = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => PostAsync($"client-{client}")));
    }

    /// <summary>Ids of the orders that got 201.</summary>
    public IReadOnlyCollection<string> Taken => _taken;

    /// <summary>All other replies.</summary>
    public IReadOnlyCollection<Answer> Refused => _refused;

    /// <summary>Begins to order <paramref name="sku"/>, which never runs out, and waits until this many orders were accepted.</summary>
    public static async Task<OrderFlow> StartAsync(OrdersClient orders, string sku, int taken)
    {
        await orders.SetStockAsync(sku, 1_000_000);
        var flow = new OrderFlow(orders, sku);
        await flow.TakenAsync(taken);
        return flow;
    }

    /// <summary>Waits until this many more orders were accepted, ends the flow, and checks that every accepted order is confirmed.</summary>
    public async Task EndAsync(int more)
    {
        await TakenAsync(more);
        await DisposeAsync();
        Assert.All(await _orders.AllFinalAsync(_taken), order => Assert.Equal("confirmed", order.Status()));
        Assert.All(_refused, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (answer.Status, answer.Header("Retry-After") is not null)));
    }

    /// <summary>Waits until this many more orders were accepted.</summary>
    public async Task TakenAsync(int more)
    {
        var goal = _taken.Count + more;
        await Eventually.Async(() => Task.FromResult(_taken.Count), count => count >= goal, $"{goal} orders are taken");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _flowing;
    }

    async Task PostAsync(string customer)
    {
        while (!_stop.IsCancellationRequested)
        {
            var answer = await _orders.PostAsync("orders", new { customer_id = customer, items = new[] { new { sku = _sku, quantity = 1, price = 5m } } });
            if (answer.Status == HttpStatusCode.Created) _taken.Enqueue(answer.Json.OrderId());
            else _refused.Enqueue(answer);

            // A pause between two orders; without it one test would saturate the machine.
            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}

using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using OrleansOrders.Storage;

namespace OrleansOrders.Bench;

/// <summary>Something that is looked up, the same on a small and a grown database.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Ask">Asks it once.</param>
sealed record Question(string Name, Func<OrdersTarget, Task> Ask)
{
    const int Times = 50;
    const string Customer = "c42";

    /// <summary>What clients list, and what the reconciler looks for every few seconds.</summary>
    public static IReadOnlyList<Question> All { get; } =
    [
        Get("orders, newest", "orders?limit=50"),
        Get("orders of a customer", $"orders?customer_id={Customer}&limit=50"),
        Get("orders of a customer that are confirmed", $"orders?customer_id={Customer}&status=confirmed&limit=50"),
        Get("orders that are confirmed", "orders?status=confirmed&limit=50"),
        Get("orders that are pending", "orders?status=pending&limit=50"),
        Get("inventory", "inventory?limit=50"),
        Get("notifications of a customer", $"notifications?customer_id={Customer}&limit=50"),
        new("reconciler: pending for long", target => new OpenOrders(target.DataSource).PendingSince(TimeProvider.System.GetUtcNow(), 200, null, CancellationToken.None)),
        new("reconciler: past their deadline", target => new OpenOrders(target.DataSource).Expired(TimeProvider.System.GetUtcNow(), 200, null, CancellationToken.None)),
    ];

    /// <summary>The same list, some thousand orders down.</summary>
    public static async Task<Question> FarDown(OrdersTarget target, int pages)
    {
        var address = "orders?limit=200";
        for (var page = 0; page < pages; page++)
        {
            var list = await target.Http.GetFromJsonAsync<JsonElement>(new Uri(address, UriKind.Relative));
            if (list.GetProperty("next_cursor").GetString() is not { } cursor) break;
            address = $"orders?limit=200&cursor={Uri.EscapeDataString(cursor)}";
        }

        return Get("", address);
    }

    /// <summary>Milliseconds, the median of many times; what is read for the first time was read before.</summary>
    public async Task<double> Milliseconds(OrdersTarget target)
    {
        var samples = new List<double>();
        for (var i = 0; i < Times + 10; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await Ask(target);
            if (i >= 10) samples.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new Latencies(samples).Percentile(50);
    }

    static Question Get(string name, string address) => new(name, async target =>
    {
        using var answer = await target.Http.GetAsync(new Uri(address, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.CopyToAsync(Stream.Null);
    });
}

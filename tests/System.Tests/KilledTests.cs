using System.Collections.Concurrent;
using System.Net;

namespace OrleansOrders.SystemTests;

/// <summary>Scenario C: the process dies at any moment.</summary>
public sealed class KilledTests(QuickReconciling running) : Scenario<QuickReconciling>(running)
{
    const int Count = 200;

    [ServerFact]
    public async Task Every_order_that_was_acknowledged_becomes_final_although_the_process_was_killed_twice()
    {
        await Orders.SetStockAsync("ticket", 2 * Count);
        var acknowledged = new ConcurrentDictionary<string, bool>();

        await PostAndKillAsync(acknowledged, 60);
        await Running.StartAppAsync();
        await PostAndKillAsync(acknowledged, 140);
        await Running.StartAppAsync();
        Assert.Empty(await Running.ViolationsAsync());

        // Clients repeat requests without a reply, with their own ids.
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), async (i, _) => Assert.True(await PostAsync(i), $"k-{i} is taken"));
        var final = await Orders.AllFinalAsync(Enumerable.Range(0, Count).Select(i => $"k-{i}"));
        Assert.All(final, order => Assert.Equal(("confirmed", 3), (order.Status(), order.Version())));
        await Orders.SettledStockAsync("ticket", new Stock(2 * Count - Count, 0, Count));
    }

    /// <summary>Posts in parallel, and kills the process once this many orders were accepted in all.</summary>
    async Task PostAndKillAsync(ConcurrentDictionary<string, bool> acknowledged, int count)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var posting = Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            if (acknowledged.ContainsKey($"k-{i}") || enough.Task.IsCompleted || !await PostAsync(i)) return;
            acknowledged[$"k-{i}"] = true;
            if (acknowledged.Count >= count) enough.TrySetResult();
        });
        await Task.WhenAny(enough.Task, posting);
        Assert.True(enough.Task.IsCompleted, $"only {acknowledged.Count} orders were taken");
        await Running.KillAppAsync();
        await posting;
    }

    async Task<bool> PostAsync(int i)
    {
        try
        {
            var answer = await Orders.PostAsync("orders", new
            {
                order_id = $"k-{i}", customer_id = $"customer-{i % 10}", items = new[] { new { sku = "ticket", quantity = 1, price = 20m } },
            });
            return answer.Status is HttpStatusCode.Created or HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // The process was killed, so it is unknown whether the order was accepted.
            return false;
        }
    }
}

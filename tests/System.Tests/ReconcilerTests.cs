using Npgsql;

namespace OrleansOrders.SystemTests;

/// <summary>The reconciler during a real backlog, and after a real loss of messages.</summary>
public sealed class ReconcilerTests(ReconcilerTests.Impatient running) : Scenario<ReconcilerTests.Impatient>(running)
{
    const int Count = 300;
    const int Looks = 20;

    [ServerFact]
    public async Task A_backlog_is_never_published_again_and_what_was_lost_is_published_once()
    {
        await Orders.SetStockAsync("lamp", Count);
        var placed = await OutsideListener.BindAsync(Running.Broker, OutsideProducer.OrderEvents, "order.placed.#");
        await using var connection = new NpgsqlConnection(Running.ConnectionString);
        await connection.OpenAsync();

        var ids = Enumerable.Range(0, Count).Select(i => $"backlog-{i}").ToArray();
        HashSet<string> lost;

        // The bridge is blocked: no hold can be written, so every handler waits.
        await using (var pause = await connection.BeginTransactionAsync())
        {
            await using var command = new NpgsqlCommand("lock table hold in exclusive mode", connection);
            await command.ExecuteNonQueryAsync();
            await Parallel.ForEachAsync(ids, async (id, _) => await Orders.PlaceAsync(new { order_id = id, customer_id = "c", items = new[] { new { sku = "lamp", quantity = 1 } } }));
            await Eventually.Async(PendingAsync, pending => pending == Count, "all of them are older than the reconciler's patience");
            await LooksAsync(Looks);

            var seen = await placed.SeenAsync();
            Assert.Equal(Count, seen.Count);
            Assert.True(await Running.Broker.ReadyAsync("order_placed") > 0, "the backlog was gone");

            // The queue is purged: its messages are lost. Unacknowledged messages are handled once the bridge continues.
            lost = [.. (await Running.Broker.TakeAllAsync("order_placed")).Select(message => message.Properties.CorrelationId!)];
            Assert.InRange(lost.Count, Count - 2 * Impatient.InHand, Count);
            await pause.RollbackAsync();
        }

        Assert.All(await Orders.AllFinalAsync(ids), order => Assert.Equal("confirmed", order.Status()));
        var again = (await placed.SeenAsync()).Skip(Count).Select(message => message.Properties.CorrelationId!).ToList();
        Assert.Subset(again.ToHashSet(), lost);
        Assert.Equal(again.Count, again.Distinct().Count());
        await Orders.SettledStockAsync("lamp", new Stock(0, 0, Count));
    }

    /// <summary>Waits until the reconciler has queried this often, counted by the uses of its index.</summary>
    async Task LooksAsync(int count)
    {
        var before = await UsesAsync();
        await Eventually.Async(UsesAsync, uses => uses >= before + count, $"the reconciler has looked {count} times", TimeSpan.FromMinutes(1));
    }

    Task<long> UsesAsync() => Running.ScalarAsync<long>("select idx_scan from pg_stat_user_indexes where indexrelname = 'grain_state_open_orders'");

    Task<long> PendingAsync() => Running.ScalarAsync<long>("select count(*) from grain_state where status = 'pending' and created_at::timestamptz < now() - interval '5 seconds'");

    /// <summary>A reconciler that suspects orders after five seconds and runs five rounds a second.</summary>
    public sealed class Impatient : RunningSystem
    {
        public const int InHand = 16;

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Reconciler__Interval"] = "00:00:00.2",
            ["Reconciler__PendingAge"] = "00:00:05",
            ["RabbitMq__Prefetch"] = $"{InHand}",
            ["RabbitMq__Concurrency"] = $"{InHand}",
        };
    }
}

using OrleansOrders.Storage;

namespace OrleansOrders.Grains.Tests;

/// <summary>Three silos in one process, one database.</summary>
public sealed class GrainClusterTests
{
    static readonly Sku Ticket = Sku.Parse("ticket");
    static readonly Sku Poster = Sku.Parse("poster");

    [ServerFact]
    public async Task An_order_of_a_killed_silo_goes_on_elsewhere_with_what_was_stored()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var cluster = await GrainCluster.StartAsync(database);
        await cluster.StockAsync(Ticket, 10);
        var order = Some.Order("moved", Ticket);
        var before = (await cluster.ProcessAsync(order)).Order!;
        var home = await cluster.SiloOfAsync(cluster.Grains.Order(order.OrderId));

        await cluster.Silos.KillSiloAsync(home);
        var after = await cluster.ApplyAsync(order.OrderId, new OrderCommand.PaymentFailed());

        Assert.Equal(OrderStatus.Reserved, before.Status);
        Assert.Equal(new OrderOptions().Timeout, before.ExpiresAt - before.History[0].At);
        Assert.Equal((OrderStatus.Failed, 3, true), (after.Order!.Status, after.Order.Version, after.Changed));
        Assert.Equal(Some.Said(before), Some.Said(after.Order).Take(2));
        Assert.DoesNotContain(home, cluster.Silos.GetActiveSilos());
        Assert.Empty(await cluster.ViolationsAsync());
    }

    [ServerFact]
    public async Task A_hundred_orders_race_for_37_units_over_three_silos_and_exactly_37_get_one()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var cluster = await GrainCluster.StartAsync(database);
        await cluster.StockAsync(Ticket, 37);

        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => cluster.ProcessAsync(Some.Order($"race-{i}", Ticket))));

        Assert.Equal(37, replies.Count(reply => reply.Order!.Status is OrderStatus.Reserved));
        Assert.Equal(63, replies.Count(reply => reply.Order!.Failure?.Reason is FailureReason.OutOfStock));
        Assert.Equal(37, await database.ScalarAsync<long>("select count(*) from hold where not released"));
        var spread = await Task.WhenAll(cluster.Silos.Silos.Select(cluster.OrdersOnAsync));
        Assert.True(spread.Count(orders => orders > 0) > 1, $"orders by silo: {string.Join(", ", spread)}");
        Assert.Empty(await cluster.ViolationsAsync());
    }

    [ServerFact]
    public async Task The_same_order_fifty_times_at_once_reserves_once_and_orders_that_want_the_same_two_items_do_not_block()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var cluster = await GrainCluster.StartAsync(database);
        await cluster.StockAsync(Ticket, 1000);
        await cluster.StockAsync(Poster, 1000);

        var same = Enumerable.Range(0, 50).Select(_ => cluster.ProcessAsync(Some.Order("same", Ticket, Poster)));
        var crossing = Enumerable.Range(0, 50).Select(i => cluster.ProcessAsync(i % 2 == 0 ? Some.Order($"x-{i}", Ticket, Poster) : Some.Order($"x-{i}", Poster, Ticket)));
        var replies = await Task.WhenAll(same.Concat(crossing));

        Assert.All(replies, reply => Assert.Equal((OrderStatus.Reserved, 2), (reply.Order!.Status, reply.Order.Version)));
        Assert.Equal(51 * 2, await database.ScalarAsync<long>("select count(*) from hold where not released"));
        Assert.Empty(await cluster.ViolationsAsync());
    }

    [ServerFact]
    public async Task Items_that_do_not_exist_leave_memory_at_once_and_others_stay()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var cluster = await GrainCluster.StartAsync(database);
        await cluster.StockAsync(Ticket, 10);
        Sku[] unknown = [.. Enumerable.Range(0, 300).Select(i => Sku.Parse($"nothing-{i}"))];

        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => cluster.ProcessAsync(Some.Order($"fat-{i}", [Ticket, .. unknown]))));

        Assert.All(replies, reply => Assert.Equal(FailureReason.UnknownSku, reply.Order!.Failure!.Reason));
        await Eventually.Async(cluster.ItemsAsync, items => items == 1, "one item is in memory");
        Assert.Empty(await cluster.ViolationsAsync());
    }

    [ServerFact]
    public async Task A_silo_that_joins_under_load_takes_its_part_and_no_call_fails()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var cluster = await GrainCluster.StartAsync(database, silos: 2);
        await cluster.StockAsync(Ticket, 1_000_000);
        var placed = 0;
        using var stop = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var reply = await cluster.ProcessAsync(Some.Order($"join-{Interlocked.Increment(ref placed)}", Ticket));
                Assert.Equal(OrderStatus.Reserved, reply.Order!.Status);
            }
        })));

        await Eventually.Async(() => Volatile.Read(ref placed) > 100, "orders flow");
        var joined = await cluster.Silos.StartAdditionalSiloAsync();
        await Eventually.Async(async () => await cluster.OrdersOnAsync(joined) > 10, "the new silo has orders");
        await stop.CancelAsync();
        await load;

        Assert.Equal(placed, await database.ScalarAsync<long>("select count(*) from orders where status = 'reserved'"));
        Assert.Empty(await cluster.ViolationsAsync());
    }
}

using Orleans.Storage;

namespace OrleansOrders.Grains.Tests;

/// <summary>Two clusters on one database stand for the two sides of a partition: every grain has two activations that know nothing of each other.</summary>
public sealed class PartitionTests
{
    const int Count = 40;
    const int MostAttempts = 200;

    static readonly Sku Ticket = Sku.Parse("ticket");

    [ServerFact]
    public async Task Of_two_activations_of_one_order_the_stored_version_decides_and_both_come_to_say_the_same()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var left = await GrainCluster.StartAsync(database, silos: 1);
        await using var right = await GrainCluster.StartAsync(database, silos: 1);
        await left.StockAsync(Ticket, 10 * Count);
        var orders = Enumerable.Range(0, Count).Select(i => Some.Order($"split-{i}", Ticket)).ToArray();

        // Both sides have every order in memory before anything happens, so that each is behind as soon as the other has written.
        await Task.WhenAll(orders.Select(left.AcceptAsync));
        await Task.WhenAll(orders.Select(right.AcceptAsync));
        await OnBoth(orders, order => left.ProcessAsync(order), order => right.ProcessAsync(order));

        // Paid on one side, cancelled on the other, at the same time; and once more, as a message that was not acknowledged comes again.
        for (var again = 0; again < 2; again++)
        {
            await OnBoth(
                orders,
                order => left.ApplyAsync(order.OrderId, new OrderCommand.PaymentSucceeded()),
                order => right.ApplyAsync(order.OrderId, new OrderCommand.Cancel()));
        }

        // Who had nothing to write any more has not heard what the other wrote last: until its activation ends it answers from before.
        await Task.WhenAll(left.ForgetAsync(), right.ForgetAsync());
        foreach (var order in orders)
        {
            var (here, there) = ((await left.AcceptAsync(order)).Order!, (await right.AcceptAsync(order)).Order!);
            Assert.Equal(Some.Said(here), Some.Said(there));
            Assert.Equal(Enumerable.Range(1, here.Version), here.History.Select(e => e.Version));
            if (here.Status is OrderStatus.Confirmed) continue;

            // Cancelled first: the money that came all the same goes back, once.
            Assert.Single(here.History, e => e.Kind is OrderEventKind.RefundRequested);
            await OnBoth(
                [order],
                paid => left.ApplyAsync(paid.OrderId, new OrderCommand.RecordRefund()),
                paid => right.ApplyAsync(paid.OrderId, new OrderCommand.RecordRefund()));
        }

        Assert.Equal(Count, await database.ScalarAsync<long>("select count(*) from hold"));
        Assert.Equal(
            await database.ScalarAsync<long>("select count(*) from orders where status = 'confirmed'"),
            await database.ScalarAsync<long>("select count(*) from hold where not released"));
        Assert.Empty(await left.ViolationsAsync());
    }

    [ServerFact]
    public async Task Of_two_activations_of_one_item_neither_takes_what_the_other_has_taken()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var left = await GrainCluster.StartAsync(database, silos: 1);
        await using var right = await GrainCluster.StartAsync(database, silos: 1);
        await left.StockAsync(Ticket, 37);

        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
        {
            var side = i % 2 == 0 ? left : right;
            return Patiently(() => side.ProcessAsync(Some.Order($"both-{i}", Ticket)));
        }));

        Assert.Equal(37, replies.Count(reply => reply.Order!.Status is OrderStatus.Reserved));
        Assert.Equal(37, await database.ScalarAsync<long>("select count(*) from hold where not released"));
        Assert.Equal(0, await database.ScalarAsync<long>("select available from item where sku = 'ticket'"));
        Assert.Empty(await left.ViolationsAsync());
    }

    static Task<OrderReply[]> OnBoth(IEnumerable<NewOrder> orders, Func<NewOrder, Task<OrderReply>> here, Func<NewOrder, Task<OrderReply>> there) =>
        Task.WhenAll(orders.SelectMany(order => new[] { Patiently(() => here(order)), Patiently(() => there(order)) }));

    /// <summary>Two activations of one grain end each other all the time; what a call's own repeats do not outlast, the message's do.</summary>
    static async Task<OrderReply> Patiently(Func<Task<OrderReply>> call)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (attempt < MostAttempts && exception is StaleActivationException or InconsistentStateException)
            {
                // As the message that comes again.
            }
        }
    }
}

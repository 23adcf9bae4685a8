using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage.Tests;

public sealed class StockPlanTests
{
    [Fact]
    public void A_refusal_stands_on_the_item_as_it_was_when_it_was_decided_and_not_on_what_comes_behind_it()
    {
        var item = new Item { Sku = Sku.Parse("burger"), Received = 5, Available = 0, Version = 7 };
        StockCommand[] commands = [new StockCommand.Reserve(OrderId.Parse("o-1"), 3), new StockCommand.Release(OrderId.Parse("o-2"), 5)];

        var plan = StockPlan.Of(item, [.. commands.Select(command => new StockRequest(command))], known: null);

        Assert.Equal(StockRefusal.Insufficient, plan.Refusals[0]);
        Assert.Equal([0L, 5L], plan.Items.Select(left => left.Available));
    }
}

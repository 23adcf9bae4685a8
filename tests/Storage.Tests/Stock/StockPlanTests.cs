using System.Collections.Frozen;

namespace OrleansOrders.Storage.Tests;

public sealed class StockPlanTests
{
    const long Threshold = 10;

    [Fact]
    public void The_request_that_crosses_the_threshold_is_named() =>
        Assert.Equal(1, FallsLowAt(available: 12, Reserve("o-1", 2), Reserve("o-2", 1), Reserve("o-3", 1)));

    [Fact]
    public void As_many_as_the_threshold_are_not_low() => Assert.Null(FallsLowAt(available: 12, Reserve("o-1", 2)));

    [Fact]
    public void An_item_that_was_low_before_does_not_fall() => Assert.Null(FallsLowAt(available: 9, Reserve("o-1", 1)));

    [Fact]
    public void What_one_commit_takes_and_gives_back_is_no_crossing()
    {
        Assert.Null(FallsLowAt(available: 10, Reserve("o-1", 1), Deliver("in-1", 5)));
        Assert.Null(FallsLowAt(available: 9, Deliver("in-1", 5), Reserve("o-1", 5)));
    }

    [Fact]
    public void Of_several_crossings_in_one_commit_the_last_is_named() =>
        Assert.Equal(2, FallsLowAt(available: 10, Reserve("o-1", 1), Deliver("in-1", 5), Reserve("o-2", 5)));

    [Fact]
    public void A_refusal_and_a_repeat_cross_nothing()
    {
        Assert.Null(FallsLowAt(available: 10, Reserve("o-1", 11)));
        var found = new StockCommit.Surprise(
            new Dictionary<OrderId, Hold> { [OrderId.Parse("o-1")] = new(HoldStatus.Taken, 3) }.ToFrozenDictionary(), FrozenDictionary<AdjustmentId, long>.Empty);
        Assert.Null(StockPlan.Of(Item(10), [new(Reserve("o-1", 3))], found, Threshold).FallsLowAt);
    }

    [Fact]
    public void A_threshold_of_nothing_is_never_crossed() => Assert.Null(StockPlan.Of(Item(10), [new(Reserve("o-1", 10))], null, lowThreshold: 0).FallsLowAt);

    [Fact]
    public void A_refusal_stands_on_the_item_as_it_was_when_it_was_decided_and_not_on_what_comes_behind_it()
    {
        var item = new Item { Sku = Sku.Parse("burger"), Received = 5, Available = 0, Version = 7 };
        StockCommand[] commands = [new StockCommand.Reserve(OrderId.Parse("o-1"), 3), new StockCommand.Release(OrderId.Parse("o-2"), 5)];

        var plan = StockPlan.Of(item, [.. commands.Select(command => new StockRequest(command))], known: null);

        Assert.Equal(StockRefusal.Insufficient, plan.Refusals[0]);
        Assert.Equal([0L, 5L], plan.Items.Select(left => left.Available));
    }

    static int? FallsLowAt(long available, params StockCommand[] commands) =>
        StockPlan.Of(Item(available), [.. commands.Select(command => new StockRequest(command))], null, Threshold).FallsLowAt;

    static Item Item(long available) => new() { Sku = Sku.Parse("burger"), Received = 100, Available = available, Version = 7 };

    static StockCommand.Reserve Reserve(string order, int units) => new(OrderId.Parse(order), units);

    static StockCommand.Adjust Deliver(string id, long units) => new(AdjustmentId.Parse(id), units);
}

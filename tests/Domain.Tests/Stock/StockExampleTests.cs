namespace OrleansOrders.Domain.Tests.Stock;

/// <summary>The ways of a hold and of an adjustment, one sentence each.</summary>
public sealed class StockExampleTests
{
    readonly StockModel _item = new(StockRules.Real);

    [Fact]
    public void A_hold_takes_from_what_is_available()
    {
        Assert.Equal([null, null], Work("adjust x 5", "reserve o1 3"));
        Assert.Equal((5, 2, 3), (_item.Item.Received, _item.Item.Available, _item.Item.Taken));
    }

    [Fact]
    public void A_release_gives_back_what_was_taken()
    {
        Assert.Equal([null, null, null], Work("adjust x 5", "reserve o1 3", "release o1 3"));
        Assert.Equal((5, 0), (_item.Item.Available, _item.Item.Taken));
    }

    [Fact]
    public void The_last_units_go_to_one_order() =>
        Assert.Equal([null, null, StockRefusal.Insufficient], Work("adjust x 5", "reserve o1 3", "reserve o2 3"));

    [Fact]
    public void A_repeated_reserve_is_granted_also_when_nothing_is_left() => Assert.Equal([null, null, null], Work("adjust x 5", "reserve o1 5", "reserve o1 5"));

    [Fact]
    public void A_reserve_that_comes_after_its_release_is_refused() =>
        Assert.Equal([null, null, StockRefusal.HoldReleased], Work("adjust x 5", "release o1 3", "reserve o1 3"));

    [Fact]
    public void An_item_that_nobody_received_is_unknown()
    {
        Assert.Equal([StockRefusal.UnknownSku, StockRefusal.UnknownSku, StockRefusal.UnknownSku], Work("reserve o1 1", "adjust x -1", "adjust x 0"));
        Assert.False(_item.Item.Exists);
    }

    [Fact]
    public void A_release_does_not_make_an_unknown_item_known()
    {
        Assert.Equal([null, StockRefusal.UnknownSku], Work("release o1 1", "reserve o2 1"));
        Assert.False(_item.Item.Exists);
    }

    [Fact]
    public void A_repeated_release_gives_back_once()
    {
        Assert.Equal([null, null, null, null], Work("adjust x 5", "reserve o1 3", "release o1 3", "release o1 3"));
        Assert.Equal((5, 0), (_item.Item.Available, _item.Item.Taken));
    }

    [Fact]
    public void An_adjustment_counts_once()
    {
        Assert.Equal([null, null], Work("adjust x 5", "adjust x 5"));
        Assert.Equal(5, _item.Item.Available);
    }

    [Fact]
    public void An_adjustment_with_the_id_of_another_is_refused()
    {
        Assert.Equal([null, StockRefusal.AdjustmentExists], Work("adjust x 5", "adjust x 7"));
        Assert.Equal(5, _item.Item.Available);
    }

    [Fact]
    public void A_count_that_is_repeated_is_answered_as_before() => Assert.Equal([null, null, null], Work("set x 5", "adjust y 2", "set x 5"));

    [Fact]
    public void Nobody_writes_off_what_is_taken() => Assert.Equal([null, null, StockRefusal.Insufficient], Work("adjust x 5", "reserve o1 3", "adjust y -3"));

    [Fact]
    public void A_count_is_recorded_as_the_adjustment_that_leads_to_it()
    {
        Assert.Equal([null, null, null], Work("adjust x 5", "reserve o1 3", "set y 10"));
        Assert.Equal((13, 10, 8), (_item.Item.Received, _item.Item.Available, _item.Adjustments[AdjustmentId.Parse("y")]));
    }

    [Fact]
    public void A_count_of_nothing_makes_an_item_known()
    {
        Assert.Equal([null, StockRefusal.Insufficient], Work("set x 0", "reserve o1 1"));
        Assert.True(_item.Item.Exists);
    }

    [Theory]
    [InlineData("adjust y 1")]
    [InlineData("adjust y 9223372036854775807")]
    [InlineData("set y 1000000000000")]
    public void There_is_a_most_that_an_item_counts(string command) =>
        Assert.Equal([null, null, StockRefusal.TooLarge], Work("adjust x 1000000000000", "reserve o1 1", command));

    [Theory]
    [InlineData("set y -1")]
    [InlineData("adjust y -6")]
    public void Stock_is_never_below_nothing(string command) => Assert.Equal([null, StockRefusal.Insufficient], Work("adjust x 5", command));

    StockRefusal?[] Work(params string[] commands) => [.. commands.Select(text => _item.Work(Read(text.Split(' '))))];

    static StockCommand Read(string[] words) => words[0] switch
    {
        "reserve" => new StockCommand.Reserve(OrderId.Parse(words[1]), Units(words)),
        "release" => new StockCommand.Release(OrderId.Parse(words[1]), Units(words)),
        "adjust" => new StockCommand.Adjust(AdjustmentId.Parse(words[1]), Number(words)),
        "set" => new StockCommand.SetAvailable(AdjustmentId.Parse(words[1]), Number(words)),
        _ => throw new ArgumentException(words[0], nameof(words)),
    };

    static int Units(string[] words) => (int)Number(words);

    static long Number(string[] words) => long.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture);
}

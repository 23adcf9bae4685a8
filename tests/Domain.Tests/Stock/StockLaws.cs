using System.Collections.Immutable;

namespace OrleansOrders.Domain.Tests.Stock;

/// <summary>What holds for every history of an item. Each law throws where it is broken.</summary>
static class StockLaws
{
    public static void Nothing_is_lost_and_nothing_comes_from_nowhere(StockRules rules, ImmutableArray<StockCommand> commands) => Walk(rules, commands, (model, _, _) =>
    {
        var taken = model.Holds.Values.Where(hold => hold.Status is HoldStatus.Taken).Sum(hold => (long)hold.Quantity);

        Assert.Equal(model.Adjustments.Values.Sum(), model.Item.Received);
        Assert.Equal(model.Item.Received, model.Item.Available + taken);
    });

    public static void Numbers_stay_in_their_bounds(StockRules rules, ImmutableArray<StockCommand> commands) => Walk(rules, commands, (model, _, _) =>
    {
        Assert.InRange(model.Item.Available, 0, StockDecider.MaxUnits);
        Assert.InRange(model.Item.Taken, 0, StockDecider.MaxUnits);
        Assert.InRange(model.Item.Received, 0, StockDecider.MaxUnits);
    });

    public static void A_hold_ends_once_and_keeps_its_quantity(StockRules rules, ImmutableArray<StockCommand> commands)
    {
        var before = new Dictionary<OrderId, Hold>();
        Walk(rules, commands, (model, _, _) =>
        {
            foreach (var (order, old) in before)
            {
                var hold = model.Holds[order];
                Assert.Equal(old.Quantity, hold.Quantity);
                if (old.Status is not HoldStatus.Taken) Assert.Equal(old.Status, hold.Status);
            }

            before = new(model.Holds);
        });
    }

    public static void A_hold_begins_taken_or_as_a_release_of_nothing(StockRules rules, ImmutableArray<StockCommand> commands)
    {
        var before = new HashSet<OrderId>();
        Walk(rules, commands, (model, command, _) =>
        {
            foreach (var (order, hold) in model.Holds.Where(hold => before.Add(hold.Key)))
            {
                Assert.Equal(order, ((StockCommand.OfOrder)command).OrderId);
                Assert.Equal(command is StockCommand.Reserve reserve ? new Hold(HoldStatus.Taken, reserve.Units) : new Hold(HoldStatus.Released, 0), hold);
            }
        });
    }

    public static void A_refusal_changes_nothing(StockRules rules, ImmutableArray<StockCommand> commands)
    {
        var before = new StockModel(rules).ToString();
        Walk(rules, commands, (model, _, refusal) =>
        {
            if (refusal is not null) Assert.Equal(before, model.ToString());
            before = model.ToString();
        });
    }

    public static void What_was_once_done_is_done_for_good(StockRules rules, ImmutableArray<StockCommand> commands)
    {
        var done = new HashSet<StockCommand>();
        Walk(rules, commands, (model, command, refusal) =>
        {
            if (refusal is null) done.Add(command);
            var stored = model.ToString();
            foreach (var old in done)
            {
                // A reserve whose hold was given back is refused from then on; all else is answered as it was.
                var releasedReserve = old is StockCommand.Reserve reserve && model.Holds[reserve.OrderId].Status is HoldStatus.Released;
                Assert.Equal(releasedReserve ? StockRefusal.HoldReleased : null, model.Work(old));
                Assert.Equal(stored, model.ToString());
            }
        });
    }

    public static void A_reserve_after_the_release_is_refused(StockRules rules, ImmutableArray<StockCommand> commands) => Walk(rules, commands, (model, command, refusal) =>
    {
        if (command is not StockCommand.Release release || refusal is not null) return;
        Assert.Equal(StockRefusal.HoldReleased, model.Work(new StockCommand.Reserve(release.OrderId, release.Units)));
    });

    public static void An_item_comes_to_be_by_an_adjustment_only(StockRules rules, ImmutableArray<StockCommand> commands) => Walk(rules, commands, (model, command, refusal) =>
    {
        Assert.Equal(model.Adjustments.Count > 0, model.Item.Exists);
        if (command is StockCommand.Reserve && refusal is StockRefusal.UnknownSku) Assert.False(model.Item.Exists);
    });

    static void Walk(StockRules rules, ImmutableArray<StockCommand> commands, Action<StockModel, StockCommand, StockRefusal?> after)
    {
        var model = new StockModel(rules);
        foreach (var command in commands)
        {
            var refusal = model.Work(command);
            after(model, command, refusal);
        }
    }
}

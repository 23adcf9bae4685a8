namespace OrleansOrders.Simulation;

/// <summary>Draws the actions of a plan and their times.</summary>
static class PlanWriter
{
    public static IEnumerable<PlanItem> Write(Dice dice, TimeSpan trouble, bool troubled, int firstNumber)
    {
        var number = firstNumber;
        var orders = dice.Between(2, 12);
        for (var i = 0; i < orders; i++)
        {
            var order = i;
            var way = dice.Of(OrderWay.OwnId, OrderWay.OwnId, OrderWay.Key, OrderWay.NoId, OrderWay.Producer, OrderWay.Producer);
            var at = At(0.7);
            yield return new(number++, at, $"order {order} by {way}", (world, own) => world.Customers.Place(order, way, own));
            if (dice.Chance(0.3)) yield return new(number++, at + dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(3)), $"cancel {order}", (world, own) => world.Customers.Cancel(order, own));
        }

        if (dice.Chance(0.3))
        {
            var at = At(0.6);
            yield return new(number++, at, "orders of a and b, and of b and a", (world, own) => world.Customers.PlacePair(own));
        }

        foreach (var (name, most, act) in Others)
        {
            for (var left = dice.Below(most + 1); left > 0; left--) yield return new(number++, At(0.9), name, act);
        }

        if (!troubled) yield break;
        foreach (var (name, most, act) in Troubles)
        {
            for (var left = dice.Below(most + 1); left > 0; left--) yield return new(number++, At(0.95), name, act);
        }

        TimeSpan At(double share) => dice.Between(TimeSpan.FromMilliseconds(20), trouble * share);
    }

    static IEnumerable<(string Name, int Most, Action<World, Dice> Act)> Others =>
    [
        ("restock", 2, (world, own) => world.Producers.Adjust(own)),
        ("count", 1, (world, own) => world.Customers.Count(own)),
        ("old event again", 3, (world, own) => world.Producers.RepeatOld(own)),
        ("poison", 2, (world, own) => world.Producers.Poison(own)),
        ("replay of dead letters", 1, (world, own) => world.Operators.Replay(own)),
    ];

    static IEnumerable<(string Name, int Most, Action<World, Dice> Act)> Troubles =>
    [
        ("kill of one process", 3, (world, own) => world.Operators.KillOne(own)),
        ("kill of everything", 1, (world, own) => world.Operators.KillAll(own)),
        ("cut of a connection", 3, (world, own) => world.Operators.Cut(own)),
        ("broker away", 1, (world, own) => world.Operators.StopBroker(own)),
        ("database away", 1, (world, own) => world.Operators.StopDatabase(own)),
        ("payment service away", 1, (world, own) => world.Operators.StopGateway(own)),
        ("delay queue deleted", 1, (world, own) => world.Operators.DeleteQueue(own)),
        ("clock step", 2, (world, own) => world.Operators.StepClock(own)),
        ("binding deleted", 1, (world, own) => world.Operators.DeleteBinding(own)),
        ("refund that nobody owes", 1, (world, own) => world.Producers.AskRefund(own)),
    ];
}

using System.Collections.Immutable;

namespace OrleansOrders.Contracts.Tests;

/// <summary>Random orders and random lives of orders, from a seed.</summary>
static class Histories
{
    static readonly string[] Skus = ["a", "b+c", "item:1@x", new('z', 64)];
    static readonly string[] Currencies = ["USD", "EUR", "JPY", "KWD"];
    static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static NewOrder Order(Random random)
    {
        var currency = Currency.Parse(random.GetItems(Currencies, 1)[0]);
        var (id, customer) = (OrderId.Parse($"o-{random.Next()}"), CustomerId.Parse($"c+{random.Next()}@example.org"));
        var token = random.Next(2) == 0 ? null : "tok_<\"&\\'+>" + random.Next();
        if (random.Next(5) == 0) return NewOrder.OfAmount(id, customer, Price(random, currency), token);
        return NewOrder.OfItems(id, customer, currency, Enumerable.Range(0, random.Next(1, 6)).Select(_ => Line(random, currency)), token);
    }

    /// <summary>The states that an order goes through under random commands, each with the facts that were announced in it.</summary>
    public static IEnumerable<(Order State, ImmutableArray<Fact> Facts)> Life(NewOrder content, Random random)
    {
        var now = Start.AddMicroseconds(random.Next());
        var place = new OrderCommand.Place(content, now.AddMinutes(15));
        var order = OrderDecider.Create(place, now);
        yield return (order, OrderFacts.Announce(order, place));
        for (var step = 0; step < 8; step++)
        {
            now = now.AddMicroseconds(random.NextInt64(300_000_000));
            var command = Command(content, random);
            if (OrderDecider.Decide(order, command, now) is OrderDecision.Happens happens) order = OrderDecider.Evolve(order, happens, now);
            yield return (order, OrderFacts.Announce(order, command));
        }
    }

    static OrderCommand Command(NewOrder content, Random random) => random.Next(7) switch
    {
        0 or 1 => new OrderCommand.RecordReservation([], false),
        2 => new OrderCommand.RecordReservation([.. content.Lines.Take(2).Select(line => new Shortage(line.Sku, line.Quantity.Units, 3))], random.Next(2) == 0),
        3 => new OrderCommand.PaymentSucceeded(),
        4 => new OrderCommand.PaymentFailed(),
        5 => random.Next(2) == 0 ? new OrderCommand.Cancel() : new OrderCommand.Expire(),
        _ => new OrderCommand.RecordRefund(),
    };

    static OrderLine Line(Random random, Currency currency) => new()
    {
        Sku = Sku.Parse(random.GetItems(Skus, 1)[0]),
        Quantity = Quantity.Of(random.Next(3) == 0 ? Quantity.Max : random.Next(1, 10)),

        // Also prices whose decimal has another scale than the currency: storage may have given them one.
        Price = random.Next(3) == 0 ? random.Next(1000) : Price(random, currency).Amount,
    };

    static Money Price(Random random, Currency currency)
    {
        var amount = random.Next(4) == 0 ? Money.MaxPrice : random.Next(1_000_000_000) / (decimal)Math.Pow(10, currency.Decimals);
        Assert.True(Money.TryCreatePrice(amount, currency, out var price));
        return price;
    }
}

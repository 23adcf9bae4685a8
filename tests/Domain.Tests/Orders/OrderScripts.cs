using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace OrleansOrders.Domain.Tests.Orders;

/// <summary>Generated orders and lives of orders; a failing one is shrunk by leaving steps out.</summary>
static class OrderScripts
{
    public static readonly Gen<OrderLine> Line =
        from sku in Gen.Elements("a", "b", "c", "A")
        from quantity in Gen.OneOf(Gen.Choose(1, 5), Gen.Elements(Quantity.Max))
        from cents in Gen.Choose(0, 100_000)
        select new OrderLine { Sku = Sku.Parse(sku), Quantity = Quantity.Of(quantity), Price = cents / 100m };

    public static readonly Gen<NewOrder> Content =
        from lines in Gen.Choose(0, 6).SelectMany(count => Line.ArrayOf(count))
        select lines.Length == 0
            ? NewOrder.OfAmount(OrderId.Parse("o"), CustomerId.Parse("c"), Money.Zero(Currency.Default))
            : NewOrder.OfItems(OrderId.Parse("o"), CustomerId.Parse("c"), Currency.Default, lines);

    public static Arbitrary<OrderScript> Arbitrary { get; } = Arb.From(
        from content in Content
        from length in Gen.Choose(0, 12)
        from steps in Command(content).Zip(Gen.Choose(0, 8).Select(minutes => TimeSpan.FromMinutes(minutes))).ArrayOf(length)
        select new OrderScript(content, [.. steps.Select(step => (step.Item1, step.Item2))]),
        script => Enumerable.Range(0, script.Steps.Length).Select(i => script with { Steps = script.Steps.RemoveAt(i) }));

    public static Gen<OrderCommand> Command(NewOrder content) => Gen.Frequency<OrderCommand>(
        (4, Gen.Constant<OrderCommand>(new OrderCommand.RecordReservation([], false))),
        (1, Gen.Elements(true, false).Select<bool, OrderCommand>(unknown => new OrderCommand.RecordReservation([new(Sku.Parse("a"), 2, 1)], unknown))),
        (3, Gen.Elements<Money?>(null, content.Total).Select<Money?, OrderCommand>(paid => new OrderCommand.PaymentSucceeded(paid))),
        (1, Gen.Constant<OrderCommand>(new OrderCommand.PaymentSucceeded(content.Total.Plus(Cent)))),
        (2, Gen.Constant<OrderCommand>(new OrderCommand.PaymentFailed())),
        (2, Gen.Constant<OrderCommand>(new OrderCommand.Cancel())),
        (2, Gen.Constant<OrderCommand>(new OrderCommand.Expire())),
        (3, Gen.Constant<OrderCommand>(new OrderCommand.RecordRefund())),
        (1, Gen.Constant<OrderCommand>(new OrderCommand.Place(content, OrderScript.Start + OrderScript.Deadline))),
        (1, Gen.Constant<OrderCommand>(new OrderCommand.Place(Other(content), OrderScript.Start))));

    static readonly Money Cent = Money.TryCreatePrice(0.01m, Currency.Default, out var cent) ? cent : default;

    static NewOrder Other(NewOrder content) => NewOrder.OfAmount(content.OrderId, content.CustomerId, content.Total.Plus(Cent));
}

/// <summary>An order and what is asked of it, one after the other, each so much later than the one before.</summary>
sealed record OrderScript(NewOrder Content, ImmutableArray<(OrderCommand Command, TimeSpan Later)> Steps)
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(15);

    public OrderCommand.Place Place => new(Content, Start + Deadline);

    public override string ToString() => string.Join(" → ", Steps.Select(step => $"{step.Command} (+{step.Later})"));
}

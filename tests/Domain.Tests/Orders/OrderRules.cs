using System.Collections.Immutable;

namespace OrleansOrders.Domain.Tests.Orders;

/// <summary>The rules that the laws are about; broken ones show that the laws catch them.</summary>
sealed record OrderRules
{
    public static OrderRules Real { get; } = new();

    public Func<Order, OrderCommand, DateTimeOffset, OrderDecision> Decide { get; init; } = OrderDecider.Decide;

    public Func<Order, OrderDecision.Happens, DateTimeOffset, Order> Evolve { get; init; } = OrderDecider.Evolve;

    public Func<Order, OrderCommand, ImmutableArray<Fact>> Announce { get; init; } = OrderFacts.Announce;
}

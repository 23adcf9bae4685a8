namespace OrleansOrders.Simulation;

/// <summary>Bugs of the rules.</summary>
static class RuleMutants
{
    const string Order = "src/Domain/Orders/OrderDecider.cs";
    const string Stock = "src/Domain/Stock/StockDecider.cs";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("no-row-for-a-release-without-a-hold", Stock,
            "null => new() { Item = item, Write = new Hold(HoldStatus.Released, 0) },",
            "null => new() { Item = item },",
            100),
        new("lines-not-added-up", "src/Domain/Orders/Order.cs",
            "[.. Content.Lines.GroupBy(line => line.Sku).Select(group => new SkuQuantity(group.Key, group.Sum(line => line.Quantity.Units))).OrderBy(",
            "[.. Content.Lines.Select(line => new SkuQuantity(line.Sku, line.Quantity.Units)).OrderBy(",
            100),
        new("moot-facts-announced", "src/Domain/Orders/OrderFacts.cs",
            "OrderCommand.Place => order.Status is OrderStatus.Pending ? Of(order, OrderEventKind.Placed) : [],",
            "OrderCommand.Place => Of(order, OrderEventKind.Placed),",
            100)
        {
            More = [("        _ => [],\n    };\n\n    static ImmutableArray<Fact> Of(", "        _ => Of(order, OrderEventKind.Reserved),\n    };\n\n    static ImmutableArray<Fact> Of(")],
        },
        new("money-after-the-end-is-kept", Order,
            "OrderStatus.Failed or OrderStatus.Cancelled => order.Find(OrderEventKind.RefundRequested) is null",
            "OrderStatus.Failed or OrderStatus.Cancelled => order.Version < 0",
            100),
        new("expiry-without-a-look-at-the-end", Order,
            "if (order.IsFinal) return OrderDecision.Nothing.Instance;",
            "if (order.Status is OrderStatus.Failed or OrderStatus.Cancelled) return OrderDecision.Nothing.Instance;",
            100),
    ];
}

using OrleansOrders.Domain;

namespace OrleansOrders.Simulation;

/// <summary>What an order wants, counted here and not by the system.</summary>
static class Wishes
{
    public static Dictionary<Sku, int> Of(Order order)
    {
        var units = new Dictionary<Sku, int>();
        foreach (var line in order.Content.Lines) units[line.Sku] = units.GetValueOrDefault(line.Sku) + line.Quantity.Units;
        return units;
    }
}

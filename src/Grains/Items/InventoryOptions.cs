using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Grains;

/// <summary>Section <c>Inventory</c>.</summary>
public sealed class InventoryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Inventory";

    /// <summary>
    /// An item with fewer available units than this is low; <c>inventory.low</c> is published when it falls below. In units, default 10, 0
    /// (never) to 10¹². One threshold for all items: it prompts a check and is not a replenishment plan.
    /// </summary>
    [Range(0, 1_000_000_000_000)]
    public long LowThreshold { get; set; } = 10;
}

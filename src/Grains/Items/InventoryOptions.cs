using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Grains;

/// <summary>Section <c>Inventory</c>.</summary>
public sealed class InventoryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Inventory";

    /// <summary>
    /// An item of which fewer units than this are available is low, and falling below it is announced as <c>inventory.low</c>. In units, default
    /// 10, 0 (never) to 10¹². One number for all items: a signal to look, not a plan for ordering.
    /// </summary>
    [Range(0, 1_000_000_000_000)]
    public long LowThreshold { get; set; } = 10;
}

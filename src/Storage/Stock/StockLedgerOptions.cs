using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Storage;

/// <summary>Section <c>Storage:Stock</c>: how many items' commits and loads travel in one statement.</summary>
public sealed class StockLedgerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage:Stock";

    /// <summary>Statements that commit at once, and their size.</summary>
    [Required]
    public BatcherOptions Commits { get; set; } = new();

    /// <summary>Statements that load at once, and their size.</summary>
    [Required]
    public BatcherOptions Loads { get; set; } = new();
}

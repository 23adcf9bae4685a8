using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Storage;

/// <summary>Section <c>Storage:GroupCommit</c>: how many grains' writes and reads travel in one statement.</summary>
public sealed class GroupCommitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage:GroupCommit";

    /// <summary>Statements that write at once, and their size.</summary>
    [Required]
    public BatcherOptions Writes { get; set; } = new();

    /// <summary>Statements that read at once, and their size.</summary>
    [Required]
    public BatcherOptions Reads { get; set; } = new();
}

using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Storage;

/// <summary>How a <see cref="Batcher{TItem,TResult}"/> groups queued items.</summary>
public sealed class BatcherOptions
{
    /// <summary>
    /// Batches in progress at once. Default 2, 1 to 16: one is prepared while another is written to disk. More loops only make each batch
    /// smaller.
    /// </summary>
    [Range(1, 16)]
    public int Loops { get; set; } = 2;

    /// <summary>
    /// Maximum number of items per batch. Default 200, 1 to 5,000: at 200 the cost of a statement is already shared well.
    /// </summary>
    [Range(1, 5_000)]
    public int MaxItems { get; set; } = 200;

    /// <summary>
    /// Maximum size of a batch in bytes. Default 4 MiB, 1 KiB to 256 MiB: bounds memory and the time that one statement holds its row
    /// locks. A single larger item is sent alone.
    /// </summary>
    [Range(1_024, 256 * 1_024 * 1_024)]
    public int MaxBytes { get; set; } = 4 * 1_024 * 1_024;

    /// <summary>
    /// Maximum number of queued items. Default 10,000, 1 to 1,000,000. When the queue is full, callers wait (back-pressure).
    /// </summary>
    [Range(1, 1_000_000)]
    public int Capacity { get; set; } = 10_000;

    /// <summary>How long stopping waits for queued items. Default 10 s, 0 to 5 minutes; the remaining items fail.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);
}

using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Storage;

/// <summary>How a <see cref="Batcher{TItem,TResult}"/> groups what has arrived.</summary>
public sealed class BatcherOptions
{
    /// <summary>
    /// Batches at work at once. Default 2, 1 to 16: while one is on its way to the disk the next is prepared; more only makes each smaller.
    /// </summary>
    [Range(1, 16)]
    public int Loops { get; set; } = 2;

    /// <summary>Most items of one batch. Default 200, 1 to 5,000: the cost of a statement is shared well enough by then.</summary>
    [Range(1, 5_000)]
    public int MaxItems { get; set; } = 200;

    /// <summary>
    /// Bytes after which a batch takes no more. Default 4 MiB, 1 KiB to 256 MiB: bounds memory and the time one statement holds its row locks.
    /// One item larger than that still goes, alone.
    /// </summary>
    [Range(1_024, 256 * 1_024 * 1_024)]
    public int MaxBytes { get; set; } = 4 * 1_024 * 1_024;

    /// <summary>
    /// Items that may wait. Default 10,000, 1 to 1,000,000; beyond it the caller waits, which pushes back on whoever brings the work.
    /// </summary>
    [Range(1, 1_000_000)]
    public int Capacity { get; set; } = 10_000;

    /// <summary>How long stopping waits for what was accepted. Default 10 s, 0 to 5 minutes; what is left then fails.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Throws <see cref="ValidationException"/> for a value out of its bounds.</summary>
    public BatcherOptions Validated()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        return this;
    }
}

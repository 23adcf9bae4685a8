using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.RabbitMq;

/// <summary>Section <c>DeadLetters</c>. Checked at start.</summary>
public sealed class DeadLetterOptions
{
    public const string Section = "DeadLetters";

    /// <summary>
    /// Most letters that one look goes through, the oldest first; default 10,000, 1 to 50,000, which the broker can hand out to one consumer. All of
    /// them travel here and back each time.
    /// </summary>
    [Range(1, 50_000)]
    public int MaxLetters { get; set; } = 10_000;

    /// <summary>How long one who asks waits while someone else looks; default 5 s, 0 to 1 min. Less than what clients wait for an answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan LockWait { get; set; } = TimeSpan.FromSeconds(5);
}

using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Api;

/// <summary>Section <c>Api</c>. Checked at start.</summary>
public sealed class ApiOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Api";

    /// <summary>
    /// How long a post may wait for the broker's confirm before it is answered without; default 5 s, 10 ms to 1 min. The order is accepted either
    /// way, and what was not announced is announced by the reconciler. Longer holds up clients while the broker is away.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan PublishDeadline { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Longest wait for a final state that a client can ask for; default 30 s, 0 to 5 min. A longer wish is cut to it. Proxies tend to end
    /// requests after a minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a cancellation waits for its outcome before it is answered 202; default 2 s, 0 to 1 min. Usually it takes milliseconds; behind a
    /// backlog the client is better served by an answer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan CancelWait { get; set; } = TimeSpan.FromSeconds(2);
}

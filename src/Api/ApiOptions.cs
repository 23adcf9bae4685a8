using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Api;

/// <summary>Section <c>Api</c>. Validated at start.</summary>
public sealed class ApiOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Api";

    /// <summary>
    /// How long a POST waits for the broker's confirm before it is answered without one; default 5 s, 10 ms to 1 min. The order is accepted
    /// in both cases, and the reconciler announces an unconfirmed one later. A longer value delays clients while the broker is unavailable.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan PublishDeadline { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Maximum wait for a final state that a client can request; default 30 s, 0 to 5 min. A longer request is reduced to it. Proxies
    /// usually end requests after a minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a cancellation waits for its outcome before it is answered with 202; default 2 s, 0 to 1 min. It usually takes
    /// milliseconds; behind a backlog an early reply serves the client better.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan CancelWait { get; set; } = TimeSpan.FromSeconds(2);
}

[OptionsValidator]
sealed partial class ApiOptionsValidator : IValidateOptions<ApiOptions>, IValidateOptions<NotificationStreamOptions>, IValidateOptions<RateLimitOptions>;

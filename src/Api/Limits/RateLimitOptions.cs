using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Api;

/// <summary>
/// Section <c>RateLimits</c>: limits per remote address at this process. Requests above a limit get 429 with <c>Retry-After</c>. Validated
/// at start. Requests from loopback have no rate limit: they come from the operator of this machine, or from a proxy that must be listed in
/// <c>ForwardedHeaders</c>.
/// </summary>
public sealed class RateLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "RateLimits";

    /// <summary>Whether limits apply; default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Sustained requests per second per address; default 500, 1 to 1,000,000. An address may represent a whole office, so the limit is far
    /// above the rate of one user.
    /// </summary>
    [Range(1, 1_000_000)]
    public int PerSecond { get; set; } = 500;

    /// <summary>Burst of requests per address above the rate; default 1,000, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 1_000;

    /// <summary>
    /// Concurrent POST, PUT and DELETE requests per address; default 1,000, 1 to 1,000,000. Each may be an order of 256 KiB.
    /// </summary>
    [Range(1, 1_000_000)]
    public int Posts { get; set; } = 1_000;

    /// <summary>
    /// Concurrent lists and audits per address; default 8, 1 to 1,000,000. Each may be 1 MiB and uses one of the process's few database
    /// connections. Up to <see cref="ListQueue"/> more are queued.
    /// </summary>
    [Range(1, 1_000_000)]
    public int Lists { get; set; } = 8;

    /// <summary>Queued lists per address; default 256, 0 to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public int ListQueue { get; set; } = 256;

    /// <summary>
    /// Concurrent requests per address that wait for an order to become final; default 1,000, 1 to 1,000,000. Each uses a connection and 15
    /// KiB.
    /// </summary>
    [Range(1, 1_000_000)]
    public int Waits { get; set; } = 1_000;
}

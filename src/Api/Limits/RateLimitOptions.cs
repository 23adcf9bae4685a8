using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Api;

/// <summary>
/// Section <c>RateLimits</c>: what one caller may ask of this process, by its remote address. Beyond it is 429 with <c>Retry-After</c>. Checked at start.
/// Requests from loopback have no rate: they come from this machine's operator, or from a proxy that has to be named in <c>ForwardedHeaders</c>.
/// </summary>
public sealed class RateLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "RateLimits";

    /// <summary>Whether anything is limited here; default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Requests a second of one address in the long run; default 500, 1 to 1,000,000. An address may stand for a whole office, so it is far above one person's pace.</summary>
    [Range(1, 1_000_000)]
    public int PerSecond { get; set; } = 500;

    /// <summary>Requests of one address at once above the rate; default 1,000, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 1_000;

    /// <summary>Posts, puts and deletes of one address under way; default 1,000, 1 to 1,000,000. Each may be an order of 256 KiB.</summary>
    [Range(1, 1_000_000)]
    public int Posts { get; set; } = 1_000;

    /// <summary>
    /// Lists and audits of one address under way; default 8, 1 to 1,000,000. Each may be 1 MiB and holds one of the process's few database connections. Up to
    /// <see cref="ListQueue"/> more wait for their turn.
    /// </summary>
    [Range(1, 1_000_000)]
    public int Lists { get; set; } = 8;

    /// <summary>Lists of one address that wait for their turn; default 256, 0 to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public int ListQueue { get; set; } = 256;

    /// <summary>Requests of one address that wait for an order's end; default 1,000, 1 to 1,000,000. Each is a connection and 15 KiB.</summary>
    [Range(1, 1_000_000)]
    public int Waits { get; set; } = 1_000;
}

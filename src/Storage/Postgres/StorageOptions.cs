using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Storage;

/// <summary>Section <c>Storage</c>: connections to PostgreSQL.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>
    /// Maximum number of connections of this process. Default 20, 4 to 200: writes are batched, so more connections only compete for the
    /// same processors and disk. The sum over all processes must stay below the server's <c>max_connections</c>.
    /// </summary>
    [Range(4, 200)]
    public int MaxConnections { get; set; } = 20;

    /// <summary>
    /// Timeout for opening a connection. Default 5 s, 1 s to 1 minute: longer than a server restart, shorter than the timeout of callers.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Timeout of one statement, after which its outcome counts as unknown. Default 15 s, 1 s to 5 minutes; shorter than a grain call's 30
    /// s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Timeout of one audit statement; the server then ends it. Default 5 minutes, 1 s to 1 hour: an audit reads every table, and a few
    /// million orders take about a minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AuditTimeout { get; set; } = TimeSpan.FromMinutes(5);
}

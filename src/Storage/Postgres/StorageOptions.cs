using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Storage;

/// <summary>Section <c>Storage</c>: how this process talks to PostgreSQL.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>
    /// Connections of this process. Default 20, 4 to 200: writes are grouped, so more of them wait for the same processors and disk.
    /// Whoever runs many processes keeps the sum below the server's <c>max_connections</c>.
    /// </summary>
    [Range(4, 200)]
    public int MaxConnections { get; set; } = 20;

    /// <summary>
    /// How long to wait for a connection. Default 5 s, 1 s to 1 minute: longer than a restart's hiccup, shorter than a caller's patience.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long one statement may take before its outcome counts as unknown. Default 15 s, 1 s to 5 minutes; below the grains' 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long one statement of an audit may take; the server ends it then. Default 5 minutes, 1 s to 1 hour: an audit reads every table, and a few million orders take
    /// about a minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AuditTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Throws <see cref="ValidationException"/> for a value out of its bounds.</summary>
    public StorageOptions Validated()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        return this;
    }
}

using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Silo;

/// <summary>
/// Section <c>Http</c>: connections to this process. Validated at start. Kestrel's own limits are in the section <c>Kestrel:Limits</c>.
/// </summary>
sealed class ConnectionOptions
{
    public const string Section = "Http";

    /// <summary>
    /// Maximum number of connections; default 10,000, 16 to 1,000,000. Limited to two thirds of the process's open-file limit, and so that
    /// at least 200 files stay free for the database, the broker, other silos and libraries: .NET terminates a process that cannot open a
    /// file.
    /// </summary>
    [Range(16, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>
    /// Maximum number of connections per remote address; default and at most nine tenths of the total, so that one address cannot keep out
    /// a probe from another. 0: the default.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MaxConnectionsPerAddress { get; set; }

    /// <summary>
    /// How long a new connection may send nothing; default 10 s, 100 ms to 5 min. Kestrel would keep it for its keep-alive time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan FirstByteTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long requests in progress may take when the server closes; default 10 s, 100 ms to 5 min. Then their connections are aborted:
    /// Kestrel enforces no timeouts while it stops, and one endless request would use up the time that consumers and grains need to stop.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    // Reserved for libraries that are loaded later, two database pools, the broker, and other silos.
    const int Spare = 200;

    /// <summary>The effective limits.</summary>
    /// <param name="openFiles">The process's open-file limit; null: unknown.</param>
    /// <param name="open">Number of files that are already open.</param>
    public (int All, int PerAddress) Limits(int? openFiles, int open)
    {
        var all = openFiles is { } files ? Math.Max(1, (int)Math.Min(Math.Min(MaxConnections, files * 2L / 3), files - (long)open - Spare)) : MaxConnections;
        var most = Math.Max(1, (int)(all * 9L / 10));
        return (all, MaxConnectionsPerAddress is 0 ? most : Math.Min(MaxConnectionsPerAddress, most));
    }
}

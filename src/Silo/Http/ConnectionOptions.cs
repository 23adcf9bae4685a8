using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Silo;

/// <summary>Section <c>Http</c>: connections to this process. Checked at start. Kestrel's own limits are in the section <c>Kestrel:Limits</c>.</summary>
sealed class ConnectionOptions
{
    public const string Section = "Http";

    /// <summary>
    /// Connections at once; default 10,000, 16 to 1,000,000. Never more than two thirds of the files that the process may have open, and never so many that fewer than
    /// 200 are free for the database, the broker, other silos and libraries: .NET ends a process that can open no file.
    /// </summary>
    [Range(16, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>
    /// Connections of one remote address at once; default and at most nine tenths of all of them, so that an address that takes all it can get does not keep out a
    /// probe from another one. 0: the default.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MaxConnectionsPerAddress { get; set; }

    /// <summary>How long a new connection may send nothing at all; default 10 s, 100 ms to 5 min. Kestrel would keep it for its keep-alive time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan FirstByteTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long requests that are under way when the server closes may take; default 10 s, 100 ms to 5 min. Then their connections are aborted: Kestrel enforces no timeout of its
    /// own while it stops, and one request that never ends would take the whole time that consumers and grains need to stop.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    // Libraries that are loaded later, two pools of the database, the broker, other silos.
    const int Spare = 200;

    /// <summary>The limits of a process.</summary>
    /// <param name="openFiles">How many files it may have open; null: not known.</param>
    /// <param name="open">How many it has open already.</param>
    public (int All, int PerAddress) Limits(int? openFiles, int open)
    {
        var all = openFiles is { } files ? Math.Max(1, (int)Math.Min(Math.Min(MaxConnections, files * 2L / 3), files - (long)open - Spare)) : MaxConnections;
        var most = Math.Max(1, (int)(all * 9L / 10));
        return (all, MaxConnectionsPerAddress is 0 ? most : Math.Min(MaxConnectionsPerAddress, most));
    }
}

using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Hosting;

/// <summary>Section <c>Http</c>: connections to this process. Checked at start. Kestrel's own limits are in the section <c>Kestrel:Limits</c>.</summary>
sealed class ConnectionOptions
{
    public const string Section = "Http";

    /// <summary>
    /// Connections at once; default 10,000, 16 to 1,000,000. Never more than two thirds of the files that the process may have open: a process without a free one for
    /// its own files and connections ends.
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

    /// <summary>What holds for a process that may have so many files open; null: nobody knows.</summary>
    public (int All, int PerAddress) Limits(int? openFiles)
    {
        var all = openFiles is { } files ? Math.Max(1, Math.Min(MaxConnections, (int)(files * 2L / 3))) : MaxConnections;
        var most = Math.Max(1, (int)(all * 9L / 10));
        return (all, MaxConnectionsPerAddress is 0 ? most : Math.Min(MaxConnectionsPerAddress, most));
    }
}

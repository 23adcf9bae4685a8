using System.Globalization;

namespace OrleansOrders.Silo;

/// <summary>How many files and connections the process may have open.</summary>
static class OpenFiles
{
    const string Limits = "/proc/self/limits";
    const string Descriptors = "/proc/self/fd";

    // Some 350 when idle, 286 of them libraries; the rest is for connections.
    const int Least = 640;

    const string Row = "Max open files";

    /// <summary>The soft limit, which .NET raises to the hard one at its start; null where the system says none.</summary>
    public static int? Limit() => File.Exists(Limits) ? Parse(File.ReadLines(Limits)) : null;

    /// <summary>How many it has open; 0 where the system does not say.</summary>
    public static int Open() => Directory.Exists(Descriptors) ? Directory.EnumerateFileSystemEntries(Descriptors).Count() : 0;

    /// <summary>Throws <see cref="StartupException"/> where the process could not even load its libraries and connect.</summary>
    public static void Require()
    {
        if (Limit() is { } limit and < Least)
            throw new StartupException($"The process may have {limit} files open, and needs at least {Least}: raise the limit (ulimit -n).");
    }

    internal static int? Parse(IEnumerable<string> limits)
    {
        var soft = limits.FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal))?[Row.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0];
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? (int)Math.Min(limit, int.MaxValue) : null;
    }
}

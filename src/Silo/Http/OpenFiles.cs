using System.Globalization;

namespace OrleansOrders.Silo;

/// <summary>The process's limit of open files and connections.</summary>
static class OpenFiles
{
    const string Limits = "/proc/self/limits";
    const string Descriptors = "/proc/self/fd";

    // An idle process has about 350 open, 286 of them libraries; the rest is for connections.
    const int Least = 640;

    const string Row = "Max open files";

    /// <summary>The soft limit, which .NET raises to the hard limit at start; null if the system reports none.</summary>
    public static int? Limit() => File.Exists(Limits) ? Parse(File.ReadLines(Limits)) : null;

    /// <summary>The number of open files; 0 if the system does not report it.</summary>
    public static int Open() => Directory.Exists(Descriptors) ? Directory.EnumerateFileSystemEntries(Descriptors).Count() : 0;

    /// <summary>Throws <see cref="StartupException"/> if the limit is too low to load the libraries and connect.</summary>
    public static void Require()
    {
        if (Limit() is { } limit and < Least)
            throw new StartupException($"The process may open {limit} files but needs at least {Least}: raise the limit (ulimit -n).");
    }

    internal static int? Parse(IEnumerable<string> limits)
    {
        var soft = limits.FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal))?[Row.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0];
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? (int)Math.Min(limit, int.MaxValue) : null;
    }
}

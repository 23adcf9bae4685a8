using System.Globalization;

namespace OrleansOrders.Hosting;

/// <summary>How many files and connections the process may have open.</summary>
static class OpenFiles
{
    const string Limits = "/proc/self/limits";
    const string Row = "Max open files";

    /// <summary>The soft limit, which .NET raises to the hard one at its start; null where the system says none.</summary>
    public static int? Limit() => File.Exists(Limits) ? Parse(File.ReadLines(Limits)) : null;

    internal static int? Parse(IEnumerable<string> limits)
    {
        var soft = limits.FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal))?[Row.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0];
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? (int)Math.Min(limit, int.MaxValue) : null;
    }
}

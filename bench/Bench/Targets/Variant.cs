using System.Globalization;

namespace OrleansOrders.Bench;

/// <summary>A build of the application and its settings, to be compared with others.</summary>
/// <param name="Name">How it is called in the lines.</param>
/// <param name="Assembly">Its program; null for the one built beside this.</param>
/// <param name="Processes">How many processes of it share a database and a virtual host.</param>
/// <param name="Environment">Environment variables on top of those of the series.</param>
sealed record Variant(string Name, string? Assembly, int Processes, IReadOnlyDictionary<string, string> Environment)
{
    const string ProcessesKey = "processes";

    /// <summary>One process of what is built beside this, as it comes.</summary>
    public static Variant Usual(string name) => new(name, null, 1, new Dictionary<string, string>());

    /// <summary>Reads <c>name[,program][,processes=n][,VARIABLE=value]...</c>.</summary>
    public static Variant Parse(string text)
    {
        var parts = text.Split(',');
        var settings = parts[1..].Where(part => part.Contains('=', StringComparison.Ordinal)).Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var assembly = parts[1..].FirstOrDefault(part => !part.Contains('=', StringComparison.Ordinal));
        var processes = settings.Remove(ProcessesKey, out var count) ? int.Parse(count, CultureInfo.InvariantCulture) : 1;
        return new(parts[0], assembly, processes, settings);
    }
}

namespace OrleansOrders.Bench;

/// <summary>A build of the application and its settings, to be compared with others.</summary>
/// <param name="Name">How it is called in the lines.</param>
/// <param name="Assembly">Its program; null for the one built beside this.</param>
/// <param name="Environment">Environment variables on top of those of the series.</param>
sealed record Variant(string Name, string? Assembly, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Reads <c>name[,program][,VARIABLE=value]...</c>.</summary>
    public static Variant Parse(string text)
    {
        var parts = text.Split(',');
        var settings = parts[1..].Where(part => part.Contains('=', StringComparison.Ordinal)).Select(part => part.Split('=', 2));
        var assembly = parts[1..].FirstOrDefault(part => !part.Contains('=', StringComparison.Ordinal));
        return new(parts[0], assembly, settings.ToDictionary(pair => pair[0], pair => pair[1]));
    }
}

namespace OrleansOrders.Silo;

/// <summary>Converts names to Prometheus names: letters, digits and underscores.</summary>
static class PrometheusNames
{
    /// <summary>The instrument's name and its unit in full. Units in braces only name what is counted and are omitted.</summary>
    public static string OfMetric(string name, string? unit)
    {
        var valid = Valid(name);
        var suffix = unit switch
        {
            null or "" or "1" => "",
            "s" => "seconds",
            "ms" => "milliseconds",
            "By" => "bytes",
            _ when unit.StartsWith('{') => "",
            _ => Valid(unit),
        };
        return suffix.Length == 0 || valid.EndsWith("_" + suffix, StringComparison.Ordinal) ? valid : valid + "_" + suffix;
    }

    public static string OfLabel(string name) => Valid(name);

    static string Valid(string name)
    {
        var valid = string.Create(name.Length, name, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++) target[i] = char.IsAsciiLetterOrDigit(source[i]) ? source[i] : '_';
        });
        return valid.Length == 0 || char.IsAsciiDigit(valid[0]) ? "_" + valid : valid;
    }
}

namespace OrleansOrders.Cli;

/// <summary>Where the server is.</summary>
static class ServerAddress
{
    public const string Variable = "ORDERS_URL";

    public const string Default = "http://127.0.0.1:5001";

    /// <exception cref="UsageException">What was given is no address.</exception>
    public static Uri Of(string? option, Func<string, string?> variable)
    {
        var (text, source) = option is not null ? (option, "--url")
            : variable(Variable) is { Length: > 0 } given ? (given, Variable)
            : (Default, "");
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0 && uri.Fragment.Length == 0)
            return text.EndsWith('/') ? uri : new(text + "/");
        throw new UsageException($"{source} must be an address such as {Default}, not '{text}'.");
    }
}

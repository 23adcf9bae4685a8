namespace OrleansOrders.Cli;

/// <summary>The server's address.</summary>
static class ServerAddress
{
    public const string Variable = "ORDERS_URL";

    public const string Default = "http://127.0.0.1:5001";

    /// <exception cref="UsageException">The text is not an address. It is not shown if it may contain a password.</exception>
    public static Uri Of(string? option, Func<string, string?> variable)
    {
        var (text, source) = option is not null ? (option, "--url")
            : variable(Variable) is { Length: > 0 } given ? (given, Variable)
            : (Default, "");
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { UserInfo: "", Query: "", Fragment: "" })
            return text.EndsWith('/') ? uri : new(text + "/");
        var shown = text.AsSpan().ContainsAny("@?#") ? "without user, password, query and fragment" : $"not '{text}'";
        throw new UsageException($"{source} must be an address such as {Default}, {shown}.");
    }
}

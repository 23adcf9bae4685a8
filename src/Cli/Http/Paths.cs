namespace OrleansOrders.Cli;

/// <summary>Addresses relative to the server's.</summary>
static class Paths
{
    public static string Order(string id) => "orders/" + Segment(id);

    public static string Item(string sku) => "inventory/" + Segment(sku);

    public static string DeadLetter(string id) => "dead-letters/" + Segment(id);

    public static string Query(string path, params (string Name, string? Value)[] parameters)
    {
        var given = parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}");
        var query = string.Join('&', given);
        return query.Length == 0 ? path : path + "?" + query;
    }

    /// <exception cref="UsageException">The result would be another address.</exception>
    static string Segment(string id) =>
        id is "" or "." or ".." ? throw new UsageException($"'{id}' is no id.") : Uri.EscapeDataString(id);
}

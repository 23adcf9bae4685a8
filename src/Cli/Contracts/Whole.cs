using System.Text.Json;

namespace OrleansOrders.Cli;

/// <summary>Checks lists from the server for nulls, which the serializer accepts.</summary>
static class Whole
{
    /// <exception cref="JsonException">A list contains a null.</exception>
    public static void Check(params ReadOnlySpan<IEnumerable<object>?> lists)
    {
        foreach (var list in lists)
        {
            if (list?.Contains(null) is true) throw new JsonException("A list has a null.");
        }
    }
}

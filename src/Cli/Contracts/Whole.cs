using System.Text.Json;

namespace OrleansOrders.Cli;

/// <summary>Lists that the server sent: the serializer does not ask whether they have gaps.</summary>
static class Whole
{
    /// <exception cref="JsonException">A list has a null.</exception>
    public static void Check(params ReadOnlySpan<IEnumerable<object>?> lists)
    {
        foreach (var list in lists)
        {
            if (list?.Contains(null) is true) throw new JsonException("A list has a null.");
        }
    }
}

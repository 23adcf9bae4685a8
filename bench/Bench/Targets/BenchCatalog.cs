using System.Text.Json;

namespace OrleansOrders.Bench;

/// <summary>A catalog file with the items that orders take, in quantities that no run sells out.</summary>
sealed class BenchCatalog : IDisposable
{
    /// <summary>Available of each item at the start.</summary>
    public const long Plenty = 1_000_000_000;

    BenchCatalog(string path) => Path = path;

    public string Path { get; }

    public static BenchCatalog Write()
    {
        var path = System.IO.Path.GetTempFileName();
        var items = Enumerable.Range(0, OrderRequests.Items).Select(item => new { sku = OrderRequests.Sku(item), available = Plenty });
        File.WriteAllText(path, JsonSerializer.Serialize(new { items }));
        return new(path);
    }

    /// <summary>The file is read when the process starts and not again.</summary>
    public void Dispose() => File.Delete(Path);
}

using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansOrders.Domain;

namespace OrleansOrders.Silo;

/// <summary>The catalog file: the items that a new system starts with.</summary>
sealed record Catalog
{
    public required IReadOnlyList<CatalogItem> Items { get; init; }

    /// <summary>What <c>Catalog:File</c> names, or the file that lies beside the program; an empty name is an empty catalog.</summary>
    public static Catalog Configured(IConfiguration configuration) => configuration["Catalog:File"] switch
    {
        null => Read(Path.Combine(AppContext.BaseDirectory, "catalog.json")),
        "" => new() { Items = [] },
        var path => Read(path),
    };

    /// <summary>Reads the file; a <see cref="StartupException"/> that names it where it is missing or not a catalog.</summary>
    public static Catalog Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, CatalogJson.Default.Catalog) ?? throw new StartupException($"The catalog file {path} is empty.");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The catalog file {path} cannot be read: {exception.Message}");
        }
    }
}

/// <summary>One item of the catalog.</summary>
sealed record CatalogItem
{
    public required Sku Sku { get; init; }

    /// <summary>Units it starts with.</summary>
    public required long Available { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Catalog))]
sealed partial class CatalogJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Hosting;
using Orleans;
using OrleansOrders.Domain;

namespace OrleansOrders.Silo;

/// <summary>The catalog file: the initial items of a new system.</summary>
sealed record Catalog
{
    public required IReadOnlyList<CatalogItem> Items { get; init; }

    /// <summary>The file named by <c>Catalog:File</c>, or the file beside the program; an empty name means an empty catalog.</summary>
    public static Catalog Configured(IConfiguration configuration) => configuration["Catalog:File"] switch
    {
        null => Read(Path.Combine(AppContext.BaseDirectory, "catalog.json")),
        "" => new() { Items = [] },
        var path => Read(path),
    };

    /// <summary>Reads the file; throws a <see cref="StartupException"/> that names the file if it is missing or invalid.</summary>
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

    /// <summary>Initial units.</summary>
    public required long Available { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Catalog))]
sealed partial class CatalogJson : JsonSerializerContext;

/// <summary>
/// Gives each item of the catalog its initial stock, as an adjustment with a fixed id: it is applied once regardless of the number of
/// starts, and a sold-out item stays sold out.
/// </summary>
sealed class CatalogSeeding(IGrainFactory grains, GrainRetry retry, Catalog catalog) : IHostedService
{
    static readonly AdjustmentId FirstStock = AdjustmentId.Parse("catalog");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var item in catalog.Items)
        {
            var reply = await retry.Call(() => grains.Item(item.Sku).Adjust(FirstStock, item.Available), cancellationToken);
            if (reply.Refusal is { } refusal) throw new StartupException($"The catalog's stock of {item.Available} for {item.Sku} was refused: {refusal}.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

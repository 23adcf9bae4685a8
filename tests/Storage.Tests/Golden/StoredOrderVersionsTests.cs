using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansOrders.Storage.Tests;

/// <summary>
/// Orders as each version stored them, one folder a version; all of them stay loadable. A change of the stored format adds a folder with the
/// orders that changed and leaves the other folders unchanged.
/// </summary>
public sealed class StoredOrderVersionsTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "tests", "Storage.Tests", "Golden");

    static readonly string[] Newest =
    [
        .. Directory.GetDirectories(Folder).OrderByDescending(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            .SelectMany(Directory.GetFiles).DistinctBy(Path.GetFileName),
    ];

    public static TheoryData<string> All => [.. Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file))];

    [Theory]
    [MemberData(nameof(All))]
    public void An_order_of_any_version_loads_as_what_it_was(string file)
    {
        var json = File.ReadAllText(Path.Combine(Folder, file));
        var order = Load(json);

        var written = JsonNode.Parse(json)!;
        Assert.Equal(written["status"]!.GetValue<string>(), JsonSerializer.Serialize(order.Status).Trim('"'));
        Assert.Equal(written["version"]!.GetValue<int>(), order.Version);
        Assert.Equal(written["total_amount"]!.GetValue<decimal>(), order.Content.Total.Amount);
        Assert.Equal(written["failure"]?["reason"]?.GetValue<string>(), order.Failure is { } failure ? JsonSerializer.Serialize(failure.Reason).Trim('"') : null);
    }

    [Fact]
    public void What_is_written_now_is_the_newest_version()
    {
        foreach (var file in Newest)
        {
            var json = File.ReadAllText(file);
            var now = JsonSerializer.SerializeToNode(StoredOrder.Of(Load(json)), StoredJson.Default.StoredOrder);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), now), $"{file} would now be written as {now}");
        }
    }

    [Fact]
    public void The_newest_version_shows_everything_that_can_be_in_an_order()
    {
        var orders = Newest.Select(file => Load(File.ReadAllText(file))).ToList();

        Assert.Equal(Enum.GetValues<OrderStatus>(), orders.Select(order => order.Status).Distinct().Order());
        Assert.Equal(Enum.GetValues<FailureReason>(), orders.Select(order => order.Failure?.Reason).OfType<FailureReason>().Distinct().Order());
        Assert.Equal(Enum.GetValues<OrderEventKind>(), orders.SelectMany(order => order.History).Select(e => e.Kind).Distinct().Order());
    }

    static Order Load(string json) => JsonSerializer.Deserialize(json, StoredJson.Default.StoredOrder)!.ToOrder();
}

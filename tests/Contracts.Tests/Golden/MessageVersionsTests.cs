using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace OrleansOrders.Contracts.Tests;

/// <summary>
/// Messages as each version published them: one folder a version, one file a routing key (for notifications: a kind). All of them stay readable, because queues and dead letters
/// outlive an upgrade. A change of a body adds a folder with the bodies that changed and leaves the other folders unchanged.
/// </summary>
public sealed class MessageVersionsTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "src", "Contracts", "Messages", "Golden");

    static readonly string[] NewestFirst = [.. Directory.GetDirectories(Folder).OrderByDescending(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))];

    public static TheoryData<string> All => [.. Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file))];

    [Theory]
    [MemberData(nameof(All))]
    public void A_message_of_any_version_is_understood(string file)
    {
        var errors = Errors(Path.GetFileNameWithoutExtension(file), File.ReadAllBytes(Path.Combine(Folder, file)));

        Assert.Empty(errors);
    }

    [Fact]
    public void What_is_published_now_is_the_newest_version()
    {
        foreach (var message in MessagesNow.All())
        {
            var name = (message.Exchange == Exchanges.Notifications ? $"client.{message.Type}" : message.RoutingKey) + ".json";
            var file = NewestFirst.Select(folder => Path.Combine(folder, name)).First(File.Exists);
            var now = JsonNode.Parse(message.Body.Span);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(file)), now), $"{file} would now be published as {now}");
        }
    }

    [Fact]
    public void The_newest_version_shows_every_kind_of_fact()
    {
        var types = MessagesNow.All().Select(message => message.Type).ToHashSet();

        Assert.All(Enum.GetValues<FactKind>(), kind => Assert.Contains(FactCodec.RouteOf(kind).Type, types));
    }

    static ImmutableArray<FieldError> Errors(string key, byte[] body) => key switch
    {
        RoutingKeys.OrderCreated or "order.placed.eur" => OrderParser.Parse(body, null).Errors,
        RoutingKeys.InventoryReserved or RoutingKeys.PaymentRefundRequested => FactCodec.ParseRequest(body, false).Errors,
        RoutingKeys.PaymentSucceeded or RoutingKeys.PaymentFailed or RoutingKeys.PaymentRefunded => PaymentCodec.Parse(body).Errors,
        RoutingKeys.OrderCancelRequested or RoutingKeys.OrderExpiryDue => RequestCodec.Parse(body).Errors,
        RoutingKeys.InventoryAdjusted => StockCodec.ParseAdjustment(body, null).Errors,

        // Announcements: no queue of this system receives them.
        _ when key.StartsWith("client.", StringComparison.Ordinal) => [],
        RoutingKeys.OrderConfirmed or RoutingKeys.OrderFailed or RoutingKeys.OrderCancelled or RoutingKeys.InventoryFailed or RoutingKeys.InventoryReleased or RoutingKeys.InventoryLow => [],
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "Not a message of this system."),
    };
}

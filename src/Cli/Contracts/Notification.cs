using System.Text.Json;

namespace OrleansOrders.Cli;

/// <summary>Something a customer was told.</summary>
sealed record Notification
{
    public required string Id { get; init; }

    public required string OrderId { get; init; }

    public required string Kind { get; init; }

    public JsonElement? Body { get; init; }

    public required string At { get; init; }
}

/// <summary>A page whose entries are kept as they came.</summary>
sealed record NotificationsPage
{
    public required IReadOnlyList<JsonElement> Notifications { get; init; }

    public string? NextCursor { get; init; }
}

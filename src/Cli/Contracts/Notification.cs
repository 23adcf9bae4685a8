using System.Text.Json;

namespace OrleansOrders.Cli;

/// <summary>A notification of a customer.</summary>
sealed record Notification
{
    public required string Id { get; init; }

    public required string OrderId { get; init; }

    public required string Kind { get; init; }

    public JsonElement? Body { get; init; }

    public required string At { get; init; }
}

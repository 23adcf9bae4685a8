using System.Text.Json;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>Something a customer was told.</summary>
/// <param name="Id">The event's id; the same for every repeat.</param>
/// <param name="CustomerId">Who was told.</param>
/// <param name="OrderId">About which order.</param>
/// <param name="Kind">What, for example <c>order.confirmed</c>.</param>
/// <param name="Body">The message itself.</param>
/// <param name="At">When it happened.</param>
public sealed record NotificationView(string Id, string CustomerId, string OrderId, string Kind, JsonElement Body, DateTime At)
{
    internal static NotificationView Of(Notification notification) => new(
        notification.EventId,
        notification.CustomerId.Value,
        notification.OrderId.Value,
        notification.Kind,
        JsonElement.Parse(notification.Body.Span),
        notification.At.UtcDateTime);
}

/// <summary>Notifications, newest first.</summary>
/// <param name="Notifications">The notifications of this page.</param>
/// <param name="NextCursor">For the next page; null on the last.</param>
public sealed record NotificationsPage(IReadOnlyList<NotificationView> Notifications, string? NextCursor);

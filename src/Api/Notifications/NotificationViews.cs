using System.Text.Json;

namespace OrleansOrders.Api;

/// <summary>One notification of a customer.</summary>
/// <param name="Id">The event's id; the same on every repeat.</param>
/// <param name="CustomerId">The recipient.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Kind">The kind of event, for example <c>order.confirmed</c>.</param>
/// <param name="Body">The message.</param>
/// <param name="At">Time of the event.</param>
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

/// <summary>A page of notifications, newest first.</summary>
/// <param name="Notifications">The notifications of this page.</param>
/// <param name="NextCursor">Cursor of the next page; null on the last page.</param>
public sealed record NotificationsPage(IReadOnlyList<NotificationView> Notifications, string? NextCursor);

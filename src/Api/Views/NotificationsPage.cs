namespace OrleansOrders.Api;

/// <summary>Notifications, newest first.</summary>
/// <param name="Notifications">The notifications of this page.</param>
/// <param name="NextCursor">For the next page; null on the last.</param>
public sealed record NotificationsPage(IReadOnlyList<NotificationView> Notifications, string? NextCursor);

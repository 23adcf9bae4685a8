using OrleansOrders.Grains;

namespace OrleansOrders.Bridge;

/// <summary>Where notifications are kept.</summary>
interface INotificationLog
{
    /// <summary>Appends what is not there yet, in one commit. <see cref="UnstorableException"/> where one of them can never be stored.</summary>
    Task Append(IReadOnlyList<Notification> notifications, CancellationToken ct);
}

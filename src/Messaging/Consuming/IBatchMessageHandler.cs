namespace OrleansOrders.Messaging;

/// <summary>
/// Works whatever has arrived, in order of arrival, one batch at a time; a singleton, idempotent as <see cref="IMessageHandler"/> is. If
/// a batch throws, its deliveries come again one by one, so that one of them cannot hold the others.
/// </summary>
public interface IBatchMessageHandler
{
    /// <returns>One result for each delivery, in the same order.</returns>
    ValueTask<IReadOnlyList<HandlerResult>> Handle(IReadOnlyList<Delivery> batch, CancellationToken ct);
}

namespace OrleansOrders.RabbitMq;

/// <summary>
/// Works one delivery at a time, many at once; a singleton. Must be idempotent: a delivery may come again at any time. A thrown
/// exception means a reason that may pass: the message is tried again later, and set aside after the last attempt. The token ends when
/// the process stops and the time to finish is over; the message then comes back.
/// </summary>
public interface IMessageHandler
{
    ValueTask<HandlerResult> Handle(Delivery delivery, CancellationToken ct);
}

namespace OrleansOrders.Bridge;

/// <summary>Handles the messages of one queue, parsed. A message that cannot be read becomes a dead letter here and nowhere else.</summary>
abstract class MessageHandler<T>(QueueReader<T> read) : IMessageHandler
    where T : class
{
    public async ValueTask<HandlerResult> Handle(Delivery delivery, CancellationToken ct)
    {
        var parsed = read(delivery.RoutingKey, delivery.MessageId, delivery.Body);
        return parsed.Value is { } message
            ? await Handle(message, ct)
            : HandlerResult.Poison(FieldErrors.Reason(parsed.Errors), FieldErrors.Describe(parsed.Errors));
    }

    protected abstract Task<HandlerResult> Handle(T message, CancellationToken ct);
}

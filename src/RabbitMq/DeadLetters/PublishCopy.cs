namespace OrleansOrders.RabbitMq;

/// <summary>Publishes and waits for the confirm, as <see cref="ConfirmedPublisher.Publish"/> does.</summary>
internal delegate Task PublishCopy(RawMessage message, CancellationToken ct);

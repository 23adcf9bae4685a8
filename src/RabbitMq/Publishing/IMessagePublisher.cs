namespace OrleansOrders.RabbitMq;

/// <summary>
/// Publishes and waits for the broker's confirm. When it returns, the message is durable in every queue it belongs to. A lost
/// connection is survived by publishing again, with the same message id, until <see cref="RabbitMqOptions.ConfirmTimeout"/> ends.
/// </summary>
/// <exception cref="MessageUnroutableException">No queue took a message that one of our queues is bound for.</exception>
/// <exception cref="UnsendableMessageException">It cannot be encoded: trying again does not help.</exception>
/// <exception cref="PublishFailedException">The broker refused the message.</exception>
/// <exception cref="PublishOutcomeUnknownException">It was sent, and no answer came in time: publish it again with the same id.</exception>
/// <exception cref="BrokerUnavailableException">It was never sent: no connection, or too many publishes outstanding, for the whole timeout.</exception>
/// <exception cref="OperationCanceledException">The caller gave up. A message that was sent is not taken back, and may be confirmed later.</exception>
public interface IMessagePublisher
{
    Task Publish(OutgoingMessage message, CancellationToken ct);

    /// <summary>All at once; fails with the first failure, after the fate of all is known.</summary>
    Task PublishAll(IReadOnlyList<OutgoingMessage> messages, CancellationToken ct);
}

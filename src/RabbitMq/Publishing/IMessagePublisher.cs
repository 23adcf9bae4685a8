namespace OrleansOrders.RabbitMq;

/// <summary>
/// Publishes and waits for the broker's confirm. When a call returns, the message is durable in every queue it is routed to. After a lost
/// connection the publish is repeated with the same message id until <see cref="RabbitMqOptions.ConfirmTimeout"/> has passed.
/// </summary>
/// <exception cref="MessageUnroutableException">No queue received a message for which the topology has a queue.</exception>
/// <exception cref="UnsendableMessageException">The message cannot be encoded: a retry is useless.</exception>
/// <exception cref="PublishFailedException">The broker rejected the message.</exception>
/// <exception cref="PublishOutcomeUnknownException">The message was sent but not confirmed in time: publish it again with the same
/// id.</exception>
/// <exception cref="BrokerUnavailableException">The message was never sent: no connection, or too many unconfirmed publishes, for the whole
/// timeout.</exception>
/// <exception cref="OperationCanceledException">The caller cancelled. A message that was already sent may still be confirmed.</exception>
public interface IMessagePublisher
{
    Task Publish(OutgoingMessage message, CancellationToken ct);

    /// <summary>Publishes all messages at once; throws the first failure, after all outcomes are known.</summary>
    Task PublishAll(IReadOnlyList<OutgoingMessage> messages, CancellationToken ct);
}

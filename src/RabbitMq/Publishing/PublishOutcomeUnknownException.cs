namespace OrleansOrders.RabbitMq;

/// <summary>The message was sent and not confirmed: it may or may not be in its queues. Publish it again with the same id.</summary>
public sealed class PublishOutcomeUnknownException(string message, Exception? cause = null) : MessagingException(message, cause);

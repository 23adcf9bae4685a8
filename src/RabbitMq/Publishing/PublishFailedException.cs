namespace OrleansOrders.RabbitMq;

/// <summary>The broker refused the message; it is in no queue, or not in all of them.</summary>
public sealed class PublishFailedException(string message, Exception? cause = null) : MessagingException(message, cause);

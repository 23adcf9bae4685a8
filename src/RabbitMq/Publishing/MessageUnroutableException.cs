namespace OrleansOrders.RabbitMq;

/// <summary>No queue took a message that should have had one: the topology is incomplete.</summary>
public sealed class MessageUnroutableException(string message, Exception? cause = null) : MessagingException(message, cause);

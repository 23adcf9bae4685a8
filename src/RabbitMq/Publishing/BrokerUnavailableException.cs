namespace OrleansOrders.RabbitMq;

/// <summary>The message was never sent.</summary>
public sealed class BrokerUnavailableException(string message, Exception? cause = null) : MessagingException(message, cause);

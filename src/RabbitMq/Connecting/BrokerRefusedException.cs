namespace OrleansOrders.RabbitMq;

/// <summary>A broker is there and does not let us in: wrong password, no such virtual host, no permission. Waiting does not help.</summary>
public sealed class BrokerRefusedException(string message, Exception? cause = null) : MessagingException(message, cause);

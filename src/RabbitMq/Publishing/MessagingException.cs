namespace OrleansOrders.RabbitMq;

/// <summary>The broker did not do what was asked of it.</summary>
public abstract class MessagingException(string message, Exception? cause = null) : Exception(message, cause);

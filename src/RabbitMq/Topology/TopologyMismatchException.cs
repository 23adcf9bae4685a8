namespace OrleansOrders.RabbitMq;

/// <summary>The broker has an exchange or queue of ours with other properties, which cannot be changed in place.</summary>
public sealed class TopologyMismatchException(string message, Exception? cause = null) : MessagingException(message, cause);

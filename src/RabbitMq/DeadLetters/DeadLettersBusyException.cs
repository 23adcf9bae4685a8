namespace OrleansOrders.RabbitMq;

/// <summary>Someone else looks at the dead letters; two at once would each see a part of them.</summary>
public sealed class DeadLettersBusyException(string message) : MessagingException(message);

namespace OrleansOrders.RabbitMq;

/// <summary>The message cannot be encoded, or not within the frames that the broker takes. It was not sent, and never can be as it is.</summary>
public sealed class UnsendableMessageException(string message, Exception? cause = null) : MessagingException(message, cause);

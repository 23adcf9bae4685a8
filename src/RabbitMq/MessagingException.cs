namespace OrleansOrders.RabbitMq;

/// <summary>The broker did not do what was asked of it.</summary>
public abstract class MessagingException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The message was never sent.</summary>
public sealed class BrokerUnavailableException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>No queue took a message that should have had one: the topology is incomplete.</summary>
public sealed class MessageUnroutableException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>The broker refused the message; it is in no queue, or not in all of them.</summary>
public sealed class PublishFailedException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>The message was sent and not confirmed: it may or may not be in its queues. Publish it again with the same id.</summary>
public sealed class PublishOutcomeUnknownException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>The message cannot be encoded, or not within the frames that the broker takes. It was not sent, and never can be as it is.</summary>
public sealed class UnsendableMessageException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>A broker is there and does not let us in: wrong password, no such virtual host, no permission. Waiting does not help.</summary>
public sealed class BrokerRefusedException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>The broker has an exchange or queue of ours with other properties, which cannot be changed in place.</summary>
public sealed class TopologyMismatchException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>Someone else looks at the dead letters; two at once would each see a part of them.</summary>
public sealed class DeadLettersBusyException(string message) : MessagingException(message);

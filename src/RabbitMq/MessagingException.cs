namespace OrleansOrders.RabbitMq;

/// <summary>The broker did not complete a request.</summary>
public abstract class MessagingException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The message was never sent.</summary>
public sealed class BrokerUnavailableException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>No queue received a message that requires one: the topology is incomplete.</summary>
public sealed class MessageUnroutableException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>The broker rejected the message; it is missing from some or all of its queues.</summary>
public sealed class PublishFailedException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>The message was sent but not confirmed, so it may or may not be in its queues. Publish it again with the same id.</summary>
public sealed class PublishOutcomeUnknownException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>The message cannot be encoded, or does not fit into the broker's frames. It was not sent, and a retry is useless.</summary>
public sealed class UnsendableMessageException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>
/// The broker rejected the connection: wrong password, missing virtual host, or missing permission. Waiting does not help.
/// </summary>
public sealed class BrokerRefusedException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>An exchange or queue exists with other properties, which cannot be changed in place.</summary>
public sealed class TopologyMismatchException(string message, Exception? cause = null) : MessagingException(message, cause);

/// <summary>Another scan of the dead letters is running; two scans at once would each see only a part of the letters.</summary>
public sealed class DeadLettersBusyException(string message) : MessagingException(message);

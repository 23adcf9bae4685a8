using System.Globalization;

namespace OrleansOrders.RabbitMq;

/// <summary>The names that the transport itself gives or relies on.</summary>
public static class BrokerNames
{
    /// <summary>The broker's default exchange: the routing key is the name of a queue.</summary>
    public const string DefaultExchange = "";

    /// <summary>Dead letters, each with its reason in <see cref="MessageHeaders"/>.</summary>
    public const string DeadLetterQueue = "dlq";

    /// <summary>The delay queue in which a message of <paramref name="queue"/> waits <paramref name="delay"/> for its next attempt.</summary>
    public static string RetryQueue(string queue, TimeSpan delay) => string.Create(CultureInfo.InvariantCulture, $"{queue}.retry.{(long)delay.TotalMilliseconds}ms");
}

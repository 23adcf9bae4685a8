using RabbitMQ.Client;

namespace OrleansOrders.SystemTests;

/// <summary>Empties the queue <c>dlq</c>, and records which of its messages a test expected.</summary>
public sealed class DeadLetters(BrokerClient broker)
{
    const string Queue = "dlq";

    readonly List<BrokerMessage> _all = [];
    readonly HashSet<string> _expected = [];

    /// <summary>Waits for the message with this id.</summary>
    public async Task<BrokerMessage> WaitForAsync(string messageId)
    {
        _expected.Add(messageId);
        var all = await Eventually.Async(AllAsync, letters => letters.Any(letter => letter.MessageId == messageId), $"{messageId} is in the {Queue}");
        return Assert.Single(all, letter => letter.MessageId == messageId);
    }

    /// <summary>The unexpected messages, one line each.</summary>
    public async Task<IReadOnlyList<string>> UnexpectedAsync() =>
    [
        .. from letter in await AllAsync()
           where !_expected.Contains(letter.MessageId)
           select $"{letter.MessageId} from {letter.Header("x-origin-queue")}: {letter.Header("x-reason")}, {letter.Header("x-error")}",
    ];

    async Task<IReadOnlyList<BrokerMessage>> AllAsync()
    {
        _all.AddRange(await broker.TakeAllAsync(Queue));
        return _all;
    }
}

/// <summary>A private queue on an exchange of the system, like that of another subscriber.</summary>
public sealed class OutsideListener : IAsyncDisposable
{
    readonly BrokerClient _broker;
    readonly string _queue;
    readonly List<BrokerMessage> _seen = [];

    OutsideListener(BrokerClient broker, string queue) => (_broker, _queue) = (broker, queue);

    /// <summary>All matching messages published from now on.</summary>
    public static async Task<OutsideListener> BindAsync(BrokerClient broker, string exchange, string pattern)
    {
        var channel = await broker.ChannelAsync();
        var queue = await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: false);
        await channel.QueueBindAsync(queue.QueueName, exchange, pattern);
        return new(broker, queue.QueueName);
    }

    /// <summary>Ends the subscription early, for a test beside others that need an exchange without listeners; otherwise it ends with the application.</summary>
    public async ValueTask DisposeAsync() => await (await _broker.ChannelAsync()).QueueDeleteAsync(_queue);

    /// <summary>All messages so far.</summary>
    public async Task<IReadOnlyList<BrokerMessage>> SeenAsync()
    {
        _seen.AddRange(await _broker.TakeAllAsync(_queue));
        return _seen;
    }

    /// <summary>Waits for the message with this key for this order.</summary>
    public async Task<BrokerMessage> WaitForAsync(string routingKey, string orderId)
    {
        bool Fits(BrokerMessage message) => message.RoutingKey == routingKey && message.Properties.CorrelationId == orderId;
        var seen = await Eventually.Async(SeenAsync, messages => messages.Any(Fits), $"{routingKey} of {orderId} is published");
        return seen.First(Fits);
    }
}

using System.Collections.Concurrent;
using RabbitMQ.Client;

namespace OrleansOrders.Chaos;

/// <summary>Another subscriber of the exchanges: its own durable queue receives the end of every order, whatever happens to the broker.</summary>
sealed class FactListener(Func<BrokerClient> connect) : IAsyncDisposable
{
    const string Queue = "chaos-facts";
    const int AckEvery = 100;

    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    static readonly (string Exchange, string Key)[] Facts =
    [
        (Exchanges.OrderEvents, RoutingKeys.OrderConfirmed), (Exchanges.OrderEvents, RoutingKeys.OrderFailed), (Exchanges.OrderEvents, RoutingKeys.OrderCancelled),
        (Exchanges.PaymentEvents, RoutingKeys.PaymentRefunded),
    ];

    readonly ConcurrentDictionary<FinalFact, byte> _heard = [];
    BrokerClient _broker = connect();

    public IReadOnlyList<FinalFact> Heard => [.. _heard.Keys];

    public async Task BindAsync()
    {
        var channel = await _broker.ChannelAsync();
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        foreach (var (exchange, key) in Facts) await channel.QueueBindAsync(Queue, exchange, key);
    }

    /// <summary>Empties the queue regularly until it is stopped, so that it never grows large.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await TryTakeAsync();
            await Pace.PassAsync(Interval, stop);
        }
    }

    /// <summary>Reads all messages. Unacknowledged messages are redelivered, so a cut connection loses none.</summary>
    public async Task TakeAsync()
    {
        var channel = await _broker.ChannelAsync();
        ulong last = 0;
        for (var taken = 1; await channel.BasicGetAsync(Queue, autoAck: false) is { } got; taken++)
        {
            var message = new BrokerMessage(got);
            last = got.DeliveryTag;

            // The run's own poison has no type.
            if (message.Properties.Type is { } type) _heard[new(message.MessageId, type, message.Properties.CorrelationId ?? "")] = 0;
            if (taken % AckEvery != 0) continue;
            await channel.BasicAckAsync(last, multiple: true);
            last = 0;
        }

        if (last != 0) await channel.BasicAckAsync(last, multiple: true);
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    async Task TryTakeAsync()
    {
        try
        {
            await TakeAsync().WaitAsync(Patience);
        }
        catch (Exception e) when (e is RabbitMQ.Client.Exceptions.RabbitMQClientException or IOException or OperationCanceledException or TimeoutException or ObjectDisposedException)
        {
            // The broker is unavailable; the next round retries. The broker closes the broken connection.
            _broker = connect();
        }
    }
}

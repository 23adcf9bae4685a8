using System.Collections.Concurrent;
using RabbitMQ.Client;

namespace OrleansOrders.Chaos;

/// <summary>Another subscriber of the exchanges: a durable queue of its own that hears how every order ends, whatever happens to the broker.</summary>
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

    /// <summary>Empties the queue now and then until it is stopped, so that it never grows large.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await TryTakeAsync();
            await Pace.PassAsync(Interval, stop);
        }
    }

    /// <summary>Takes what is there. What is taken and not acknowledged comes back, so nothing is lost to a cut connection.</summary>
    public async Task TakeAsync()
    {
        var channel = await _broker.ChannelAsync();
        ulong last = 0;
        for (var taken = 1; await channel.BasicGetAsync(Queue, autoAck: false) is { } got; taken++)
        {
            var message = new BrokerMessage(got);
            last = got.DeliveryTag;

            // What the run's own poison pretends to be has no type.
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
            // The broker is away; the next time it may be back. The doubtful connection is closed by the broker.
            _broker = connect();
        }
    }
}

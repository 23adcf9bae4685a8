using System.Globalization;
using RabbitMQ.Client;

namespace OrleansOrders.Simulation;

/// <summary>One queue: its ready messages and its consumers.</summary>
sealed class SimQueue(World world, SimBroker broker, string name, IDictionary<string, object?> arguments)
{
    static readonly string DeadLetterExchange = "x-dead-letter-exchange";
    static readonly string QueueTimeToLive = "x-message-ttl";
    static readonly string DeadLetterKey = "x-dead-letter-routing-key";

    readonly List<SimMessage> _ready = [];

    public string Name => name;

    public IDictionary<string, object?> Arguments => arguments;

    public List<SimConsumer> Consumers { get; } = [];

    public int Ready => _ready.Count;

    public IReadOnlyList<SimMessage> Messages => _ready;

    public void Add(SimMessage message)
    {
        _ready.Add(message);
        if (arguments.ContainsKey(DeadLetterExchange) && TimeToLive(message) is { } ttl)
        {
            message.ExpiresAt = world.Time.Now + ttl;
            world.After(ttl, Expire);
        }

        Serve();
    }

    /// <summary>Requeues unacknowledged messages: usually at the front, and usually marked as redelivered.</summary>
    public void PutBack(SimMessage message)
    {
        message.Redelivered = !world.Faults.Happens(Knob.UnmarkedRedelivery, 0.2);
        world.Probes.Hit(message.Redelivered ? Probe.DeliveredAgain : Probe.DeliveredAgainUnmarked);
        _ready.Insert(world.Faults.Happens(Knob.Reordered, 0.3) ? world.Faults.Dice.Below(_ready.Count + 1) : 0, message);
        Serve();
    }

    public SimMessage? TakeFirst()
    {
        if (_ready.Count == 0) return null;
        var message = _ready[0];
        _ready.RemoveAt(0);
        return message;
    }

    public int Purge()
    {
        var count = _ready.Count;
        _ready.Clear();
        return count;
    }

    /// <summary>Delivers ready messages to consumers with free prefetch.</summary>
    public void Serve()
    {
        while (_ready.Count > 0 && Free() is { } consumer)
        {
            var at = world.Faults.Happens(Knob.Reordered, 0.1) ? world.Faults.Dice.Below(_ready.Count) : 0;
            if (at > 0) world.Probes.Hit(Probe.Reordered);
            var message = _ready[at];
            _ready.RemoveAt(at);
            consumer.Channel.Deliver(consumer, message);
            if (world.Faults.Happens(Knob.DeliveredTwice, 0.02)) _ready.Add(message.In(message.Exchange, message.RoutingKey));
        }
    }

    // The shorter TTL of the queue and the message.
    TimeSpan? TimeToLive(SimMessage message)
    {
        long?[] both = [arguments.TryGetValue(QueueTimeToLive, out var ofQueue) ? (long)ofQueue! : null, message.Properties.Expiration is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null];
        return both.Min() is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }

    SimConsumer? Free()
    {
        var free = Consumers.FindAll(consumer => consumer.Channel.HasRoom);
        return free.Count == 0 ? null : free[world.Faults.Dice.Below(free.Count)];
    }

    // Only the first message expires; the others wait behind it.
    void Expire()
    {
        while (_ready.Count > 0 && _ready[0].ExpiresAt <= world.Time.Now)
        {
            var message = TakeFirst()!;
            var next = message.In((string)arguments[DeadLetterExchange]!, arguments.TryGetValue(DeadLetterKey, out var key) && key is string to ? to : message.RoutingKey);
            next.Properties.ClearExpiration();
            next.Properties.Headers ??= new Dictionary<string, object?>();
            next.Properties.Headers["x-death"] = new List<object> { new Dictionary<string, object?> { ["queue"] = name, ["reason"] = "expired" } };
            broker.Route(next);
        }
    }
}

/// <summary>A subscription.</summary>
sealed record SimConsumer(SimChannel Channel, SimQueue Queue, string Tag, bool AutoAck, IAsyncBasicConsumer Handler);

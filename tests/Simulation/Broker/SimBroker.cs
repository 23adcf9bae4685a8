using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.Simulation;

/// <summary>A broker with any behaviour that AMQP allows.</summary>
sealed class SimBroker(World world)
{
    readonly Dictionary<string, string> _exchanges = [];
    readonly List<(string Exchange, string Pattern, string Queue)> _bindings = [];
    readonly List<SimConnection> _connections = [];

    /// <summary>While it is unavailable, no connection opens.</summary>
    public bool IsAway { get; private set; }

    /// <summary>In the order of their creation.</summary>
    public Dictionary<string, SimQueue> Queues { get; } = [];

    /// <summary>Raised for each message that was published over a connection, with the number of queues that it was routed to.</summary>
    public Action<SimMessage, int>? Taken { get; set; }

    public IReadOnlyList<SimConnection> Connections => _connections;

    /// <summary>Whether no message is on its way to a handler, dead letters excluded.</summary>
    public bool IsQuiet => Queues.Values.All(queue => queue.Name == BrokerNames.DeadLetterQueue || queue.Ready == 0) && _connections.TrueForAll(connection => connection.IsQuiet);

    public async Task<IConnection> Connect(SimProcess? process, string name, CancellationToken ct)
    {
        var opened = new TaskCompletionSource<IConnection>();
        world.After(world.Faults.Latency(), () =>
        {
            if (IsAway)
            {
                opened.TrySetException(new BrokerUnreachableException(new IOException("simulated: nobody listens")));
                return;
            }

            var connection = new SimConnection(world, process, name);
            _connections.Add(connection);
            world.Trace.Say("broker", $"{name} of {process?.Name} connects");
            opened.TrySetResult(connection);
        });
        return await opened.Task.WaitAsync(ct);
    }

    public void Leave(SimConnection connection) => _connections.Remove(connection);

    public void Stop()
    {
        IsAway = true;
        world.Probes.Hit(Probe.BrokerAway);
        foreach (var connection in _connections.ToArray()) connection.Cut(TimeSpan.Zero, "the broker stops");
    }

    public void Start() => IsAway = false;

    public bool Declare(string exchange, string kind) => _exchanges.TryAdd(exchange, kind) || _exchanges[exchange] == kind;

    public bool HasExchange(string exchange) => exchange.Length == 0 || _exchanges.ContainsKey(exchange);

    /// <summary>Null if a queue of that name has other arguments.</summary>
    public SimQueue? Declare(string queue, IDictionary<string, object?> arguments)
    {
        if (!Queues.TryGetValue(queue, out var known)) return Queues[queue] = new(world, this, queue, arguments);
        return known.Arguments.Count == arguments.Count && arguments.All(pair => known.Arguments.TryGetValue(pair.Key, out var value) && Equals(value, pair.Value)) ? known : null;
    }

    public void Bind(string queue, string exchange, string pattern)
    {
        if (!_bindings.Contains((exchange, pattern, queue))) _bindings.Add((exchange, pattern, queue));
    }

    public void Unbind(string queue, string exchange, string pattern) => _bindings.Remove((exchange, pattern, queue));

    public void Delete(string queue)
    {
        if (!Queues.Remove(queue, out var gone)) return;
        _bindings.RemoveAll(binding => binding.Queue == queue);
        foreach (var consumer in gone.Consumers.ToArray()) consumer.Channel.CancelledByBroker(consumer);
    }

    /// <summary>Routes the message to every bound queue; returns the number of queues.</summary>
    public int Route(SimMessage message)
    {
        var targets = Targets(message.Exchange, message.RoutingKey);
        foreach (var target in targets) target.Add(message.In(message.Exchange, message.RoutingKey));
        world.Trace.Say("broker", $"takes {message.Properties.MessageId} to {message.Exchange}/{message.RoutingKey}, {targets.Length} queues");
        return targets.Length;
    }

    SimQueue[] Targets(string exchange, string key)
    {
        if (exchange.Length == 0) return Queues.TryGetValue(key, out var queue) ? [queue] : [];
        var isTopic = _exchanges.GetValueOrDefault(exchange) == "topic";
        return
        [
            .. _bindings.Where(binding => binding.Exchange == exchange && (isTopic ? TopicPattern.Matches(binding.Pattern, key) : binding.Pattern == key))
                .Select(binding => binding.Queue).Distinct(StringComparer.Ordinal).Where(Queues.ContainsKey).Select(name => Queues[name]),
        ];
    }
}

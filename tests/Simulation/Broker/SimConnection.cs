using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>
/// A connection with both of its ends. Data arrives in order or not at all. After a cut, each end detects it in its own time, and data written
/// meanwhile is lost.
/// </summary>
sealed class SimConnection(World world, SimProcess? process, string name) : BareConnection
{
    readonly List<SimChannel> _channels = [];
    TimeSpan _lastSent;
    TimeSpan _lastReceived;
    bool _brokerIsGone;
    bool _clientIsGone;
    readonly TaskDoor _life = process?.Door ?? world.Clients;
    int _channelNumber;

    public override ShutdownEventArgs? CloseReason => Reason;

    public override bool IsOpen => !_clientIsGone;

    public override string ClientProvidedName => name;

    public ShutdownEventArgs? Reason { get; private set; }

    public World World => world;

    /// <summary>Null for clients outside of the processes.</summary>
    public SimProcess? Process => process;

    public bool IsQuiet => _channels.TrueForAll(channel => channel.IsQuiet);

    /// <summary>Whether it is dead on the broker's side.</summary>
    public bool IsCut => _brokerIsGone;

    public override Task<IChannel> CreateChannelAsync(CreateChannelOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        var channel = new SimChannel(this, ++_channelNumber, options?.PublisherConfirmationsEnabled ?? false);
        _channels.Add(channel);
        return Task.FromResult<IChannel>(channel);
    }

    public override Task CloseAsync(ushort reasonCode, string reasonText, TimeSpan timeout, bool abort, CancellationToken cancellationToken = default)
    {
        Send(LeaveBroker);
        LoseClient(new(ShutdownInitiator.Application, reasonCode, reasonText));
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>From the client to the broker.</summary>
    public void Send(Action arrives)
    {
        var at = Max(_lastSent, world.Time.Now + world.Faults.Latency());
        _lastSent = at;
        world.After(at - world.Time.Now, () =>
        {
            if (!_brokerIsGone) arrives();
        });
    }

    /// <summary>From the broker to the client.</summary>
    public void Reply(Action arrives, TimeSpan extra = default)
    {
        var at = Max(_lastReceived, world.Time.Now + world.Faults.Latency());
        if (extra == TimeSpan.Zero) _lastReceived = at;
        world.After(at + extra - world.Time.Now, () =>
        {
            if (!_clientIsGone) arrives();
        });
    }

    /// <summary>Runs the client library's work on the process.</summary>
    public void OnClient(Func<Task> work)
    {
        if (_life.IsOpen) Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _life);
    }

    /// <summary>Cuts the network between both ends; the broker detects it after <paramref name="patience"/>, the client at another time.</summary>
    public void Cut(TimeSpan patience, string why)
    {
        world.Probes.Hit(Probe.ConnectionCut);
        world.Trace.Say("broker", $"{name} of {process?.Name} is cut: {why}");
        _brokerIsGone = true;
        world.After(patience, LeaveBroker);
        world.After(world.Faults.Latency() + (world.Faults.Dice.Chance(0.2) ? world.Faults.Dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(10)) : TimeSpan.Zero),
            () => LoseClient(new(ShutdownInitiator.Peer, Constants.ConnectionForced, why)));
    }

    public void ThrowIfClosed()
    {
        if (Reason is not null) throw new AlreadyClosedException(Reason);
    }

    void LeaveBroker()
    {
        _brokerIsGone = true;
        foreach (var channel in _channels) channel.LeaveBroker();
        world.Broker.Leave(this);
    }

    void LoseClient(ShutdownEventArgs reason)
    {
        if (_clientIsGone) return;
        _clientIsGone = true;
        Reason = reason;
        OnClient(async () =>
        {
            foreach (var channel in _channels.ToArray()) await channel.LoseClient(reason);
            await RaiseShutdown(reason);
        });
    }

    static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

using System.Diagnostics.CodeAnalysis;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrleansOrders.Simulation;

/// <summary>The members of a connection that the system does not use. Calls throw.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "The library's interface.")]
abstract class BareConnection : IConnection
{
    public event AsyncEventHandler<ShutdownEventArgs> ConnectionShutdownAsync = (_, _) => Task.CompletedTask;

    // Never raised: the broker is never short of memory, and nothing recovers by itself.
    public event AsyncEventHandler<ConnectionBlockedEventArgs> ConnectionBlockedAsync { add { } remove { } }

    public event AsyncEventHandler<AsyncEventArgs> ConnectionUnblockedAsync { add { } remove { } }

    public event AsyncEventHandler<CallbackExceptionEventArgs> CallbackExceptionAsync { add { } remove { } }

    public event AsyncEventHandler<AsyncEventArgs> RecoverySucceededAsync { add { } remove { } }

    public event AsyncEventHandler<ConnectionRecoveryErrorEventArgs> ConnectionRecoveryErrorAsync { add { } remove { } }

    public event AsyncEventHandler<ConsumerTagChangedAfterRecoveryEventArgs> ConsumerTagChangeAfterRecoveryAsync { add { } remove { } }

    public event AsyncEventHandler<QueueNameChangedAfterRecoveryEventArgs> QueueNameChangedAfterRecoveryAsync { add { } remove { } }

    public event AsyncEventHandler<RecoveringConsumerEventArgs> RecoveringConsumerAsync { add { } remove { } }

    public abstract ShutdownEventArgs? CloseReason { get; }

    public abstract bool IsOpen { get; }

    public abstract string ClientProvidedName { get; }

    public ushort ChannelMax => 2047;

    public IDictionary<string, object?> ClientProperties { get; } = new Dictionary<string, object?>();

    public AmqpTcpEndpoint Endpoint { get; } = new("simulated");

    public uint FrameMax => 131_072;

    public TimeSpan Heartbeat => TimeSpan.FromSeconds(15);

    public IProtocol Protocol => throw new NotSupportedException();

    public IDictionary<string, object?>? ServerProperties => null;

    public IEnumerable<ShutdownReportEntry> ShutdownReport => [];

    public int LocalPort => 0;

    public int RemotePort => 0;

    public abstract Task<IChannel> CreateChannelAsync(CreateChannelOptions? options = null, CancellationToken cancellationToken = default);

    public abstract Task CloseAsync(ushort reasonCode, string reasonText, TimeSpan timeout, bool abort, CancellationToken cancellationToken = default);

    public Task UpdateSecretAsync(string newSecret, string reason, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public abstract ValueTask DisposeAsync();

    public void Dispose()
    {
    }

    protected Task RaiseShutdown(ShutdownEventArgs reason) => ConnectionShutdownAsync(this, reason);
}

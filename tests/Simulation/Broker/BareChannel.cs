using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrleansOrders.Simulation;

/// <summary>The members of a channel that the system does not use. Calls throw.</summary>
abstract class BareChannel : IChannel
{
    public event AsyncEventHandler<ShutdownEventArgs> ChannelShutdownAsync = (_, _) => Task.CompletedTask;

    // Never raised: confirms are tracked by the channel itself, and nothing is throttled.
    public event AsyncEventHandler<BasicAckEventArgs> BasicAcksAsync { add { } remove { } }

    public event AsyncEventHandler<BasicNackEventArgs> BasicNacksAsync { add { } remove { } }

    public event AsyncEventHandler<BasicReturnEventArgs> BasicReturnAsync { add { } remove { } }

    public event AsyncEventHandler<CallbackExceptionEventArgs> CallbackExceptionAsync { add { } remove { } }

    public event AsyncEventHandler<FlowControlEventArgs> FlowControlAsync { add { } remove { } }

    public abstract int ChannelNumber { get; }

    public abstract ShutdownEventArgs? CloseReason { get; }

    public abstract bool IsOpen { get; }

    public bool IsClosed => !IsOpen;

    public IAsyncBasicConsumer? DefaultConsumer { get; set; }

    public string? CurrentQueue => null;

    public TimeSpan ContinuationTimeout { get; set; } = TimeSpan.FromSeconds(10);

    public abstract ValueTask BasicAckAsync(ulong deliveryTag, bool multiple, CancellationToken cancellationToken = default);

    public abstract ValueTask BasicNackAsync(ulong deliveryTag, bool multiple, bool requeue, CancellationToken cancellationToken = default);

    public abstract Task BasicCancelAsync(string consumerTag, bool noWait = false, CancellationToken cancellationToken = default);

    public abstract Task<string> BasicConsumeAsync(
        string queue, bool autoAck, string consumerTag, bool noLocal, bool exclusive, IDictionary<string, object?>? arguments, IAsyncBasicConsumer consumer,
        CancellationToken cancellationToken = default);

    public abstract Task<BasicGetResult?> BasicGetAsync(string queue, bool autoAck, CancellationToken cancellationToken = default);

    public abstract ValueTask BasicPublishAsync<TProperties>(
        string exchange, string routingKey, bool mandatory, TProperties basicProperties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
        where TProperties : IReadOnlyBasicProperties, IAmqpHeader;

    public ValueTask BasicPublishAsync<TProperties>(
        CachedString exchange, CachedString routingKey, bool mandatory, TProperties basicProperties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
        where TProperties : IReadOnlyBasicProperties, IAmqpHeader => throw new NotSupportedException();

    public abstract Task BasicQosAsync(uint prefetchSize, ushort prefetchCount, bool global, CancellationToken cancellationToken = default);

    public ValueTask BasicRejectAsync(ulong deliveryTag, bool requeue, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public abstract Task CloseAsync(ushort replyCode, string replyText, bool abort, CancellationToken cancellationToken = default);

    public Task CloseAsync(ShutdownEventArgs reason, bool abort) => throw new NotSupportedException();

    public Task CloseAsync(ShutdownEventArgs reason, bool abort, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public abstract Task ExchangeDeclareAsync(
        string exchange, string type, bool durable, bool autoDelete, IDictionary<string, object?>? arguments = null, bool passive = false, bool noWait = false,
        CancellationToken cancellationToken = default);

    public Task ExchangeDeclarePassiveAsync(string exchange, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task ExchangeDeleteAsync(string exchange, bool ifUnused = false, bool noWait = false, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task ExchangeBindAsync(
        string destination, string source, string routingKey, IDictionary<string, object?>? arguments = null, bool noWait = false, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task ExchangeUnbindAsync(
        string destination, string source, string routingKey, IDictionary<string, object?>? arguments = null, bool noWait = false, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public abstract Task<QueueDeclareOk> QueueDeclareAsync(
        string queue, bool durable, bool exclusive, bool autoDelete, IDictionary<string, object?>? arguments = null, bool passive = false, bool noWait = false,
        CancellationToken cancellationToken = default);

    public abstract Task<QueueDeclareOk> QueueDeclarePassiveAsync(string queue, CancellationToken cancellationToken = default);

    public abstract Task<uint> QueueDeleteAsync(string queue, bool ifUnused, bool ifEmpty, bool noWait = false, CancellationToken cancellationToken = default);

    public Task<uint> QueuePurgeAsync(string queue, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public abstract Task QueueBindAsync(
        string queue, string exchange, string routingKey, IDictionary<string, object?>? arguments = null, bool noWait = false, CancellationToken cancellationToken = default);

    public abstract Task QueueUnbindAsync(
        string queue, string exchange, string routingKey, IDictionary<string, object?>? arguments = null, CancellationToken cancellationToken = default);

    public abstract Task<uint> MessageCountAsync(string queue, CancellationToken cancellationToken = default);

    public Task<uint> ConsumerCountAsync(string queue, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ulong> GetNextPublishSequenceNumberAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task TxCommitAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task TxRollbackAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task TxSelectAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public abstract ValueTask DisposeAsync();

    public void Dispose()
    {
    }

    protected Task RaiseShutdown(ShutdownEventArgs reason) => ChannelShutdownAsync(this, reason);
}

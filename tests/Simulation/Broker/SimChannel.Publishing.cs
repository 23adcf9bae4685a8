using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.Simulation;

/// <summary>Publishes, declarations and requests.</summary>
sealed partial class SimChannel
{
    static readonly TimeSpan LatestConfirm = TimeSpan.FromSeconds(4);

    readonly Dictionary<ulong, TaskCompletionSource> _unconfirmed = [];
    readonly List<Action<ShutdownEventArgs>> _asked = [];
    ulong _sequence;

    public override ValueTask BasicPublishAsync<TProperties>(
        string exchange, string routingKey, bool mandatory, TProperties basicProperties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        if (Closed() is { } closed) return ValueTask.FromException(closed);
        var message = SimMessage.Of(exchange, routingKey, basicProperties, body);
        var sequence = ++_sequence;
        var confirmed = new TaskCompletionSource();
        if (confirms) _unconfirmed[sequence] = confirmed;
        else confirmed.SetResult();
        connection.Send(() => Take(message, mandatory, sequence));
        return new(confirmed.Task.WaitAsync(cancellationToken));
    }

    public override Task ExchangeDeclareAsync(
        string exchange, string type, bool durable, bool autoDelete, IDictionary<string, object?>? arguments = null, bool passive = false, bool noWait = false,
        CancellationToken cancellationToken = default) =>
        World.Broker.Declare(exchange, type)
            ? AtOnce(() => { }, cancellationToken)
            : Fail<bool>(Constants.PreconditionFailed, $"PRECONDITION_FAILED - inequivalent arg 'type' for exchange '{exchange}'");

    public override Task<QueueDeclareOk> QueueDeclareAsync(
        string queue, bool durable, bool exclusive, bool autoDelete, IDictionary<string, object?>? arguments = null, bool passive = false, bool noWait = false,
        CancellationToken cancellationToken = default)
    {
        ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        if (connection.IsCut) return new TaskCompletionSource<QueueDeclareOk>().Task.WaitAsync(cancellationToken);
        return World.Broker.Declare(queue, arguments ?? new Dictionary<string, object?>()) is { } found
            ? Task.FromResult(OkOf(found))
            : Fail<QueueDeclareOk>(Constants.PreconditionFailed, $"PRECONDITION_FAILED - inequivalent arg for queue '{queue}'");
    }

    public override Task QueueBindAsync(
        string queue, string exchange, string routingKey, IDictionary<string, object?>? arguments = null, bool noWait = false, CancellationToken cancellationToken = default) =>
        AtOnce(() => World.Broker.Bind(queue, exchange, routingKey), cancellationToken);

    public override Task QueueUnbindAsync(
        string queue, string exchange, string routingKey, IDictionary<string, object?>? arguments = null, CancellationToken cancellationToken = default) =>
        AtOnce(() => World.Broker.Unbind(queue, exchange, routingKey), cancellationToken);

    public override Task<QueueDeclareOk> QueueDeclarePassiveAsync(string queue, CancellationToken cancellationToken = default) => Ask(
        () => World.Broker.Queues.TryGetValue(queue, out var found)
            ? Task.FromResult(OkOf(found))
            : Fail<QueueDeclareOk>(Constants.NotFound, $"NOT_FOUND - no queue '{queue}'"),
        cancellationToken);

    public override async Task<uint> MessageCountAsync(string queue, CancellationToken cancellationToken = default) =>
        (await QueueDeclarePassiveAsync(queue, cancellationToken)).MessageCount;

    public override Task<uint> QueueDeleteAsync(string queue, bool ifUnused, bool ifEmpty, bool noWait = false, CancellationToken cancellationToken = default) => Ask(() =>
    {
        var ready = (uint)(World.Broker.Queues.GetValueOrDefault(queue)?.Ready ?? 0);
        World.Broker.Delete(queue);
        return Task.FromResult(ready);
    }, cancellationToken);

    static QueueDeclareOk OkOf(SimQueue queue) => new(queue.Name, (uint)queue.Ready, (uint)queue.Consumers.Count);

    void Take(SimMessage message, bool mandatory, ulong sequence)
    {
        if (!World.Broker.HasExchange(message.Exchange))
        {
            CloseByBroker(new(ShutdownInitiator.Peer, Constants.NotFound, $"NOT_FOUND - no exchange '{message.Exchange}'"));
            return;
        }

        if (confirms && World.Faults.Happens(Knob.PublishRefused, 0.01))
        {
            World.Probes.Hit(Probe.PublishRefused);
            Confirm(sequence, new PublishException(sequence, isReturn: false), TimeSpan.Zero);
            return;
        }

        var queues = World.Broker.Route(message);
        World.Broker.Taken?.Invoke(message, queues);
        if (queues == 0 && mandatory)
        {
            World.Probes.Hit(Probe.PublishReturned);
            Confirm(sequence, new PublishException(sequence, isReturn: true), TimeSpan.Zero);
            return;
        }

        if (World.Faults.Happens(Knob.ConfirmLost, 0.02))
        {
            World.Probes.Hit(Probe.ConfirmLost);
            return;
        }

        var late = World.Faults.Happens(Knob.ConfirmLate, 0.05);
        if (late) World.Probes.Hit(Probe.ConfirmLate);
        Confirm(sequence, null, late ? World.Faults.Dice.Between(TimeSpan.Zero, LatestConfirm) : TimeSpan.Zero);
    }

    void Confirm(ulong sequence, Exception? failure, TimeSpan late) => connection.Reply(
        () =>
        {
            if (!_unconfirmed.Remove(sequence, out var confirmed)) return;
            if (failure is null) confirmed.TrySetResult();
            else confirmed.TrySetException(failure);
        },
        late);

    void CloseByBroker(ShutdownEventArgs reason)
    {
        LeaveBroker();
        connection.Reply(() => connection.OnClient(() => LoseClient(reason)));
    }

    // Some waiting calls fail with the end; others hang, as in the library.
    void Abandon(ShutdownEventArgs reason)
    {
        foreach (var (_, confirmed) in _unconfirmed.ToArray())
        {
            if (World.Faults.AreOver || connection.IsOpen || World.Faults.Dice.Chance(0.5)) confirmed.TrySetException(new AlreadyClosedException(reason));
        }

        _unconfirmed.Clear();
        foreach (var fail in _asked.ToArray()) fail(reason);
        _asked.Clear();
    }

    Task<T> Fail<T>(ushort code, string text)
    {
        var reason = new ShutdownEventArgs(ShutdownInitiator.Peer, code, text);
        CloseByBroker(reason);
        return Task.FromException<T>(new OperationInterruptedException(reason));
    }

    Task AtOnce(Action action, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        if (connection.IsCut) return new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        action();
        return Task.CompletedTask;
    }

    /// <summary>A request and its reply.</summary>
    async Task<T> Ask<T>(Func<Task<T>> question, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        var answer = new TaskCompletionSource<T>();
        Action<ShutdownEventArgs> fail = reason => answer.TrySetException(new OperationInterruptedException(reason));
        _asked.Add(fail);
        connection.Send(() =>
        {
            var result = question();
            connection.Reply(() =>
            {
                _asked.Remove(fail);
                if (result.IsFaulted) answer.TrySetException(result.Exception!.InnerException!);
                else answer.TrySetResult(Answer.Of(result));
            });
        });
        return await answer.Task.WaitAsync(cancellationToken);
    }
}

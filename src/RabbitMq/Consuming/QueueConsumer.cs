using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// Keeps a subscription to one queue on the current connection and passes its deliveries to workers. The workers live as long as the
/// consumer, so that a lost connection never raises the concurrency above its limit.
/// </summary>
sealed partial class QueueConsumer(
    string queue, InHand inHand, Func<IWorker> createWorker, BrokerConnection connection, RabbitMqOptions options, TimeProvider time, TaskScheduler scheduler,
    Jitter jitter, ILogger<QueueConsumer> logger) : IDisposable
{
    static readonly TimeSpan AbandonGrace = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource _stopping = new();
    readonly CancellationTokenSource _abandon = new();
    readonly Channel<InboundMessage> _deliveries = Channel.CreateBounded<InboundMessage>(options.Prefetch);
    Task _keeper = Task.CompletedTask;
    Task _workers = Task.CompletedTask;
    Subscription? _subscription;

    public string Queue => queue;

    /// <summary>The broker has confirmed the subscription, and it has not ended since.</summary>
    public bool IsConsuming => _subscription is { IsOpen: true };

    /// <summary>A delivery has been in progress longer than <see cref="RabbitMqOptions.HeldTooLong"/>: its cause is probably not temporary.</summary>
    public bool IsHolding => inHand.Longest > options.HeldTooLong;

    /// <summary>The last error; null after a successful subscribe.</summary>
    public string? Error { get; private set; }

    public void Start()
    {
        var worker = createWorker();
        _workers = Task.WhenAll(Enumerable.Range(0, worker.Concurrency).Select(_ => scheduler.Run(() => worker.Run(_deliveries.Reader, _stopping.Token, _abandon.Token))));
        _keeper = scheduler.Run(KeepSubscribed);
    }

    /// <summary>Stops deliveries and waits up to the drain timeout for those in progress; the broker redelivers the rest.</summary>
    public async Task Stop()
    {
        _stopping.Cancel();
        await _keeper;
        _deliveries.Writer.TryComplete();
        if (!await EndsWithin(_workers, options.DrainTimeout))
        {
            LogAbandoned(queue, options.DrainTimeout);
            _abandon.Cancel();
            await EndsWithin(_workers, AbandonGrace);
        }

        await Leave();
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _abandon.Dispose();
    }

    async Task KeepSubscribed()
    {
        Session? former = null;
        var backoff = new Backoff(options.FirstReconnectDelay, options.MaxReconnectDelay, jitter);
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var session = await connection.Get(_stopping.Token);
                // The connection is the same, so the subscription ended because the queue was deleted.
                if (ReferenceEquals(session, former)) await connection.Redeclare(session, _stopping.Token);
                former = session;
                await Subscribe(session);
                backoff.Reset();
                await UntilEnded();
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                Error = ErrorText.Of(e);
                LogCannotSubscribe(queue, Error);
            }

            await Leave();
            await Task.Delay(backoff.Next(), time, _stopping.Token).Completed();
        }

        await Cancel();
    }

    async Task Subscribe(Session session)
    {
        _subscription = await Subscription.Open(session, queue, options, time, _deliveries.Writer, _stopping.Token);
        Error = null;
        LogConsuming(queue);
    }

    async Task UntilEnded()
    {
        Error = await _subscription!.UntilEnded(_stopping.Token);
        LogEnded(queue, Error);
    }

    async Task Cancel()
    {
        try
        {
            if (_subscription is { } subscription) await subscription.Cancel();
        }
        catch (Exception e)
        {
            LogCloseFailed(queue, ErrorText.Of(e));
        }
    }

    async Task Leave()
    {
        var subscription = _subscription;
        _subscription = null;
        try
        {
            if (subscription is not null) await subscription.Close();
        }
        catch (Exception e)
        {
            LogCloseFailed(queue, ErrorText.Of(e));
        }
    }

    async Task<bool> EndsWithin(Task task, TimeSpan limit)
    {
        await task.WaitAsync(limit, time).Completed();
        return task.IsCompleted;
    }
}

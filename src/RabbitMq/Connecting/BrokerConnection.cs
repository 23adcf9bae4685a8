using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// Keeps one connection to the broker with the topology declared, and reconnects without limit after a loss. The client's own recovery is
/// off; <c>docs/decisions/0004-connection-supervisor.md</c> gives the reasons.
/// </summary>
sealed partial class BrokerConnection(
    string purpose, IConnectionSource address, RabbitMqOptions options, TopologyDeclarer topology, TimeProvider time, TaskScheduler scheduler, Jitter jitter,
    ILogger<BrokerConnection> logger) : IAsyncDisposable
{
    static readonly TimeSpan PatienceWithBroken = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource _stopping = new();
    volatile TaskCompletionSource<Session> _open = NewGate();
    Session? _session;
    Task _supervisor = Task.CompletedTask;
    Task _retiring = Task.CompletedTask;

    /// <summary>The open session, or null.</summary>
    public Session? Current => _open.Task.ResultOrNull();

    /// <summary>The last error; null after a successful connect.</summary>
    public string? Error { get; private set; }

    /// <summary>Waits for a connection. It may be lost again before it is used.</summary>
    public Task<Session> Get(CancellationToken ct) => _open.Task.OnCurrentScheduler().WaitAsync(ct);

    /// <summary>Connects once. After a temporary failure, and after every loss, it reconnects in the background.</summary>
    /// <exception cref="BrokerRefusedException">The broker rejects the user or the virtual host; a retry would not help.</exception>
    /// <exception cref="TopologyMismatchException">The broker has an exchange or a queue with other arguments; a retry would not help.</exception>
    public async Task Start(CancellationToken ct)
    {
        try
        {
            await Connect(ct);
        }
        catch (Exception e) when (IsPassing(e))
        {
            // When a stop and a broken connection coincide, the client may throw any exception.
            ct.ThrowIfCancellationRequested();
            Failed(e);
        }

        _supervisor = Supervise();
    }

    public async Task Redeclare(Session session, CancellationToken ct)
    {
        using var either = session.OrClosed(ct);
        await topology.Declare(session.Connection, either.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        _stopping.Cancel();
        await _supervisor;
        await End(_session);
        await _retiring;
        _stopping.Dispose();
    }

    async Task Supervise()
    {
        var backoff = new Backoff(options.FirstReconnectDelay, options.MaxReconnectDelay, jitter);
        try
        {
            while (true)
            {
                if (_session is { } session)
                {
                    var reason = await session.Ended.OnCurrentScheduler().WaitAsync(_stopping.Token);
                    Lost(reason);
                    Retire(session);
                    backoff.Reset();
                }

                await Task.Delay(backoff.Next(), time, _stopping.Token);
                await TryConnect();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    async Task TryConnect()
    {
        try
        {
            await Connect(_stopping.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException || !_stopping.IsCancellationRequested)
        {
            // An attempt that fails while the process stops is not an error of the stop.
            Failed(e);
        }
    }

    async Task Connect(CancellationToken ct)
    {
        Session? session = null;
        try
        {
            var opened = await address.Open($"{options.ClientName} {purpose}", ct);
            session = Session.Over(opened, Close);
            await Redeclare(session, ct);
        }
        catch (Exception e)
        {
            // The client reports a connection as open before the broker has granted the virtual host (rabbitmq/rabbitmq-dotnet-client#1999,
            // in 7.2.2). The refusal then arrives while the topology is declared.
            var reason = session is { IsOver: true } ? await session.Ended : default;
            await End(session);
            throw Explained(e, reason);
        }

        _session = session;
        Error = null;
        _open.TrySetResult(session);
        if (session.IsOver) Close(session);
        LogConnected(purpose, address);
    }

    /// <summary>Runs when a session has ended, before its users are notified; possibly twice, and late.</summary>
    void Close(Session session)
    {
        var open = _open;
        if (ReferenceEquals(open.Task.ResultOrNull(), session)) Interlocked.CompareExchange(ref _open, NewGate(), open);
    }

    void Lost(ShutdownReason reason)
    {
        Error = $"connection lost: {reason}";
        LogLost(purpose, address, reason);
    }

    /// <summary>The client may need seconds to close a broken connection; a new connection must not wait for that.</summary>
    void Retire(Session session)
    {
        _session = null;
        _retiring = Task.WhenAll(_retiring, scheduler.Run(() => End(session)));
    }

    void Failed(Exception e)
    {
        Error = e is MessagingException ? e.Message : ErrorText.Of(e.GetBaseException());
        LogCannotConnect(purpose, address, Error);
    }

    async Task End(Session? session)
    {
        if (session is null) return;
        try
        {
            // The session may have ended while the client still considers its connection open.
            var patience = session.IsOver ? PatienceWithBroken : options.ConnectTimeout;
            await Close(session.Connection, patience).WaitAsync(patience + PatienceWithBroken, time);
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            LogCloseFailed(purpose, ErrorText.Of(e));
        }

        session.Dispose();
    }

    static async Task Close(IConnection connection, TimeSpan patience)
    {
        await connection.CloseAsync(Constants.ReplySuccess, "closed by the application", patience, abort: true);
        await connection.DisposeAsync();
    }

    Exception Explained(Exception e, ShutdownReason ended)
    {
        if (IsRefusal(ended.Code)) return new BrokerRefusedException($"The broker at {address} refuses the connection: {ended.Text}.", e);
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationFailureException or PossibleAuthenticationFailureException)
                return new BrokerRefusedException($"The broker at {address} refuses the user name or password.", e);
            if (cause is OperationInterruptedException { ShutdownReason: { } reason } && IsRefusal(reason.ReplyCode))
                return new BrokerRefusedException($"The broker at {address} refuses the connection: {reason.ReplyText}.", e);
        }

        return e;
    }

    static bool IsRefusal(ushort code) => code is Constants.NotAllowed or Constants.AccessRefused;

    static bool IsPassing(Exception e) => e is not (BrokerRefusedException or TopologyMismatchException);

    static TaskCompletionSource<Session> NewGate() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

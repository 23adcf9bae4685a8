using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>One connection from its opening to its end; channels opened on it end with it.</summary>
sealed class Session : IDisposable
{
    readonly CancellationTokenSource _closed = new();
    readonly TaskCompletionSource<ShutdownReason> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _isOver;

    Session(IConnection connection)
    {
        Connection = connection;
        Closed = _closed.Token;
    }

    public IConnection Connection { get; }

    /// <summary>
    /// Cancelled when the connection has ended. The client's own calls may hang on a broken connection, and its channels may be notified
    /// late (rabbitmq/rabbitmq-dotnet-client#1930, in 7.2.2), so every wait for the broker must also observe this token.
    /// </summary>
    public CancellationToken Closed { get; }

    public bool IsOver => Volatile.Read(ref _isOver) != 0;

    /// <summary>Completes after new callers already get the next session.</summary>
    public Task<ShutdownReason> Ended => _ended.Task;

    /// <summary>Why the broker accepts no publishes; null if it does.</summary>
    public string? Blocked { get; private set; }

    public static Session Over(OpenedConnection opened, Action<Session> onClosed)
    {
        var connection = opened.Connection;
        var session = new Session(connection);
        connection.ConnectionBlockedAsync += (_, args) =>
        {
            session.Blocked = args.Reason;
            return Task.CompletedTask;
        };
        connection.ConnectionUnblockedAsync += (_, _) =>
        {
            session.Blocked = null;
            return Task.CompletedTask;
        };
        connection.ConnectionShutdownAsync += (_, args) =>
        {
            session.End(new(args.ReplyCode, args.ReplyText), onClosed);
            return Task.CompletedTask;
        };
        if (connection.CloseReason is { } reason) session.End(new(reason.ReplyCode, reason.ReplyText), onClosed);
        _ = opened.Broken.ContinueWith(
#pragma warning disable RS0030 // The task has ended.
            ended => session.End(new(0, ended.Result), onClosed), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
#pragma warning restore RS0030
        return session;
    }

    public CancellationTokenSource OrClosed(CancellationToken ct) => CancellationTokenSource.CreateLinkedTokenSource(ct, Closed);

    public void Dispose()
    {
        Interlocked.Exchange(ref _isOver, 1);
        _closed.Dispose();
    }

    void End(ShutdownReason reason, Action<Session> onClosed)
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0) return;
        onClosed(this);
        _ended.TrySetResult(reason);
        _closed.Cancel();
    }
}

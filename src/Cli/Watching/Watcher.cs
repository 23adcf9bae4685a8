namespace OrleansOrders.Cli;

/// <summary>
/// Follows a customer's notifications until it is stopped. A server that is unavailable at the start is an error; later it waits for the server.
/// </summary>
sealed class Watcher(Session session, string customer, NotificationSink sink)
{
    readonly NotificationConnection _stream = new(session.Client, customer, session.Host.Pace, session.Host.Clock);
    readonly Backoff _backoff = new(session.Host.Pace.FirstRetry, session.Host.Pace.LongestRetry, Random.Shared.NextDouble);
    bool _reached;
    bool _heard;
    bool _away;

    public async Task<int> Run(CancellationToken ct)
    {
        sink.Heard = Reached;
        try
        {
            while (!sink.IsFull)
            {
                if (await Step(ct) is { } code) return code;
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }

        return ExitCodes.Done;
    }

    // The exit code, or null to continue.
    async Task<int?> Step(CancellationToken ct)
    {
        _heard = false;
        switch (await Read(ct))
        {
            case { Refusal: { } answer } when !_reached || answer.Status < 500:
                return session.Refuse(answer);
            case { Refusal: null, Pause: var pause } when _heard:
                if (!sink.IsFull) await Task.Delay(pause ?? _backoff.Next(), session.Host.Clock, ct);
                return null;
            default:
                await WaitForServer(ct);
                return null;
        }
    }

    async Task<StreamEnd> Read(CancellationToken ct)
    {
        try
        {
            return await _stream.Read(sink, ct);
        }
        catch (ServerAwayException) when (_reached)
        {
            return default;
        }
    }

    void Reached()
    {
        if (_away) session.Screen.Note($"{session.Client.Server} is back.");
        (_reached, _heard, _away) = (true, true, false);
        _backoff.Reset();
    }

    async Task WaitForServer(CancellationToken ct)
    {
        if (!_away) session.Screen.Note($"{session.Client.Server} is away; waiting for it. Nothing is lost meanwhile.");
        _away = true;
        await Task.Delay(_backoff.Next(), session.Host.Clock, ct);
    }
}

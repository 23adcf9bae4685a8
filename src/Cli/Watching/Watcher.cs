namespace OrleansOrders.Cli;

/// <summary>
/// Follows a customer's notifications until it is told to stop. A server that is away at the start is an error; one that goes away later is waited for.
/// </summary>
sealed class Watcher(Session session, string customer, NotificationSink sink)
{
    readonly WatchPace _pace = session.Host.Pace;
    INotificationSource _source = new NotificationStream(session.Client, customer, session.Host.Pace, session.Host.Clock);
    bool _reached;
    bool _heard;
    bool _away;
    TimeSpan _retry = session.Host.Pace.FirstRetry;

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

    // The exit code, if it is over.
    async Task<int?> Step(CancellationToken ct)
    {
        _heard = false;
        switch (await Read(ct))
        {
            case SourceEnd.Missing when _source is NotificationStream:
                session.Screen.Note($"{session.Client.Server} has no stream of notifications; asking every {_pace.Poll.TotalSeconds:0.#} s instead.");
                _source = new NotificationPolling(session.Client, customer, _pace);
                return null;
            case SourceEnd.Refused { Answer: var answer } when !_reached || answer.Status < 500:
                return session.Refuse(answer);
            case SourceEnd.Again { Pause: var pause } when _heard:
                if (!sink.IsFull) await Task.Delay(pause ?? _retry, session.Host.Clock, ct);
                return null;
            default:
                await WaitForServer(ct);
                return null;
        }
    }

    async Task<SourceEnd> Read(CancellationToken ct)
    {
        try
        {
            return await _source.Read(sink, ct);
        }
        catch (ServerAwayException) when (_reached)
        {
            return new SourceEnd.Again(null);
        }
    }

    void Reached()
    {
        if (_away) session.Screen.Note($"{session.Client.Server} is back.");
        (_reached, _heard, _away, _retry) = (true, true, false, _pace.FirstRetry);
    }

    async Task WaitForServer(CancellationToken ct)
    {
        if (!_away) session.Screen.Note($"{session.Client.Server} is away; waiting for it. Nothing is lost meanwhile.");
        _away = true;
        await Task.Delay(_retry, session.Host.Clock, ct);
        _retry = _retry * 2 < _pace.LongestRetry ? _retry * 2 : _pace.LongestRetry;
    }
}

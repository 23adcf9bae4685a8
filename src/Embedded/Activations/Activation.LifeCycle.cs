using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Embedded;

/// <summary>From construction to the hand-over of what still waits.</summary>
internal sealed partial class Activation
{
    /// <summary>How long OnActivateAsync and OnDeactivateAsync may take.</summary>
    static readonly TimeSpan LifeCycleTimeout = TimeSpan.FromSeconds(30);

    readonly List<GrainTimer> _timers = [];
    DeactivationReason? _leaving;
    AsyncServiceScope _scope;

    internal void Begin() => StartTurn(ActivateAsync);

    /// <summary>Lets what runs finish, then ends the activation. No effect on one that is already leaving.</summary>
    internal void Deactivate(DeactivationReason reason)
    {
        lock (_gate)
        {
            if (_leaving is not null || _stage == Stage.Ended)
                return;
            _leaving = reason;
            if (_stage == Stage.Active)
                Leave();
        }
    }

    /// <summary>Whether nothing waits or runs, nobody asked it to stay, and it was last used at that time or before.</summary>
    internal bool IsIdleSince(long timestamp, long now)
    {
        lock (_gate)
            return _stage == Stage.Active && _running == 0 && _waiting.Count == 0 && _stayUntil <= now && _lastUsed <= timestamp;
    }

    internal void DeactivateIfIdleSince(long timestamp, long now, DeactivationReason reason)
    {
        lock (_gate)
        {
            if (IsIdleSince(timestamp, now))
                Deactivate(reason);
        }
    }

    internal GrainTimer StartTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        CheckTurn();
        var timer = new GrainTimer(this, callback, options);
        _timers.Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    internal void Forget(GrainTimer timer) => _timers.Remove(timer);

    async Task ActivateAsync()
    {
        try
        {
            _scope = Engine.Services.CreateAsyncScope();
            var states = Class.CreateStates(this, _scope.ServiceProvider);
            GrainInstance = Class.CreateGrain(_scope.ServiceProvider, states);
            foreach (var state in states)
                await state.LoadAsync();
            if (GrainInstance is IGrainBase grain && Class.HasOnActivate)
                await WithinTimeoutAsync(grain.OnActivateAsync);
        }
        catch (Exception failure)
        {
            Engine.Log.ActivationFailed(GrainId, failure);
            foreach (var request in await CloseAsync())
                request.Refuse(failure);
            _ended.TrySetResult();
            return;
        }

        lock (_gate)
        {
            _stage = Stage.Active;
            if (_leaving is not null)
            {
                Leave();
                return;
            }

            for (var left = _waiting.Count; left > 0; left--)
            {
                var request = _waiting.Dequeue();
                if (MayStart(request))
                    Start(request);
                else
                    _waiting.Enqueue(request);
            }
        }
    }

    void Leave()
    {
        _stage = Stage.Leaving;
        if (_running == 0)
            StartTurn(EndAsync);
    }

    async Task EndAsync()
    {
        var reason = _leaving!.Value;
        try
        {
            if (GrainInstance is IGrainBase grain && Class.HasOnDeactivate)
                await WithinTimeoutAsync(token => grain.OnDeactivateAsync(reason, token));
        }
        catch (Exception failure)
        {
            Engine.Log.DeactivationFailed(GrainId, failure);
        }

        foreach (var request in await CloseAsync())
            Engine.Move(Class, GrainId, request);
        _ended.TrySetResult();
    }

    /// <summary>Gives up the place in the directory, so that the next call makes a new activation, and returns what waited.</summary>
    async Task<Request[]> CloseAsync()
    {
        foreach (var timer in _timers.ToArray())
            timer.Dispose();
        try
        {
            if (GrainInstance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else if (GrainInstance is IDisposable disposable)
                disposable.Dispose();
            await _scope.DisposeAsync();
        }
        catch (Exception failure)
        {
            Engine.Log.DeactivationFailed(GrainId, failure);
        }

        Engine.Remove(this);
        lock (_gate)
        {
            _stage = Stage.Ended;
            return [.. _waiting];
        }
    }

    async Task WithinTimeoutAsync(Func<CancellationToken, Task> step)
    {
        using var timeout = new CancellationTokenSource(LifeCycleTimeout, Engine.Time);
        await step(timeout.Token).WaitAsync(timeout.Token);
    }
}

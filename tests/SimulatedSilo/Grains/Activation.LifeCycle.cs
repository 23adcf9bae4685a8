using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace SimulatedSilo;

/// <summary>From construction to the forwarding of the calls that still wait.</summary>
sealed partial class Activation
{
    readonly TaskCompletionSource _deactivated = new();
    readonly List<GrainTimer> _timers = [];
    State _state = State.Activating;
    DeactivationReason _reason;
    CancellationTokenSource? _activating;

    enum State
    {
        Activating,
        Valid,
        Deactivating,
        Invalid,
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        if (_state is State.Invalid) return;
        if (_reason.ReasonCode is DeactivationReasonCode.None) _reason = deactivationReason;
        if (_state is State.Deactivating) return;
        var wasValid = _state is State.Valid;
        _state = State.Deactivating;
        _activating?.Cancel();

        // As in Orleans: the limit counts from here, also while requests still run.
        var limit = new CancellationTokenSource(_silo.Options.DeactivationTimeout, _silo.TimeProvider);
        var stopping = cancellationToken.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        _operations.Enqueue(async () =>
        {
            using (limit)
            using (stopping)
                await End(wasValid, limit.Token);
        });
        Signal();
    }

    public void Add(GrainTimer timer) => _timers.Add(timer);

    public void Remove(GrainTimer timer) => _timers.Remove(timer);

    void Begin()
    {
        try
        {
            GrainInstance = Class.Activator.CreateInstance(this);
            (GrainInstance as ILifecycleParticipant<IGrainLifecycle>)?.Participate(ObservableLifecycle);
        }
        catch (Exception failure)
        {
            Deactivate(new(DeactivationReasonCode.ActivationFailed, failure, "Error constructing grain instance."));
        }

        Pump();
    }

    async Task Activate()
    {
        if (_state is not State.Activating) return;
        using var limit = new CancellationTokenSource(_silo.Options.ActivationTimeout, _silo.TimeProvider);
        _activating = limit;
        RequestContextExtensions.Import(_context);
        try
        {
            if (_lifecycle is not null) await _lifecycle.OnStart(limit.Token).WaitAsync(limit.Token);
            if (GrainInstance is IGrainBase grain) await grain.OnActivateAsync(limit.Token).WaitAsync(limit.Token);
            if (_state is State.Activating) _state = State.Valid;
        }
        catch (Exception failure)
        {
            Deactivate(new(DeactivationReasonCode.ActivationFailed, failure, "Failed to activate grain."));
        }

        _activating = null;
    }

    async Task End(bool wasValid, CancellationToken limit)
    {
        foreach (var timer in _timers.ToArray()) timer.Dispose();
        if (wasValid && GrainInstance is IGrainBase grain) await Try(grain.OnDeactivateAsync(_reason, limit).WaitAsync(limit));
        if (_lifecycle is not null) await Try(_lifecycle.OnStop(limit).WaitAsync(limit));
        _silo.Remove(this);
        _state = State.Invalid;
        if (GrainInstance is not null) await Try(Class.Activator.DisposeInstance(this, GrainInstance).AsTask());
        await Try(_scope.DisposeAsync().AsTask());
        _deactivated.TrySetResult();
    }

    // As in Orleans: a call that waited for a grain that failed to activate gets the exception; any other call is forwarded to the next activation.
    void Forward()
    {
        Call[] waiting = [.. _waiting];
        _waiting.Clear();
        foreach (var call in waiting)
        {
            if (call.IsLocal) continue;
            if (_reason.Exception is { } failure) call.Answer(Response.FromException(failure));
            else _silo.Forward(call);
        }
    }

    static async Task Try(Task step)
    {
        try
        {
            await step;
        }
        catch (Exception)
        {
            // The activation ends all the same.
        }
    }
}

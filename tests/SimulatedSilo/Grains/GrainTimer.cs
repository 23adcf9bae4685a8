using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Timers;

namespace SimulatedSilo;

/// <summary>Timers of grains, driven by the silo's clock.</summary>
sealed class TimerRegistry(TimeProvider time) : ITimerRegistry
{
    public IGrainTimer RegisterGrainTimer<TState>(IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer((Activation)grainContext, time, token => callback(state, token), options);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public IDisposable RegisterTimer(IGrainContext grainContext, Func<object?, Task> callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        RegisterGrainTimer(grainContext, static (of, _) => of.Callback(of.State), (Callback: callback, State: state), new() { DueTime = dueTime, Period = period, Interleave = true });
}

/// <summary>A tick is a request to the grain. The period counts from its end.</summary>
sealed class GrainTimer : IGrainTimer
{
    readonly Activation _activation;
    readonly Func<CancellationToken, Task> _callback;
    readonly GrainTimerCreationOptions _options;
    readonly CancellationTokenSource _disposed = new();
    readonly ITimer _timer;
    TimeSpan _dueTime, _period;
    bool _isFiring, _isChanged;

    public GrainTimer(Activation activation, TimeProvider time, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _options = options;
        activation.Add(this);
        using var flow = ExecutionContext.SuppressFlow();
        _timer = time.CreateTimer(static self => ((GrainTimer)self!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        (_dueTime, _period, _isChanged) = (dueTime, period, true);
        if (!_isFiring) _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _timer.Dispose();
        _activation.Remove(this);
    }

    void Due()
    {
        _isFiring = true;
        var options = _options.Interleave ? InvokeMethodOptions.AlwaysInterleave : InvokeMethodOptions.None;
        _activation.Receive(new(_activation.GrainId, new Tick(this), options, null) { IsLocal = true, KeepsAlive = _options.KeepAlive });
    }

    async ValueTask<Response> Fire()
    {
        _isChanged = false;
        try
        {
            if (!_disposed.IsCancellationRequested) await _callback(_disposed.Token);
            return Response.Completed;
        }
        catch (Exception failure)
        {
            return Response.FromException(failure);
        }
        finally
        {
            if (!_disposed.IsCancellationRequested) _timer.Change(_isChanged ? _dueTime : _period, Timeout.InfiniteTimeSpan);
            _isFiring = false;
        }
    }

    /// <summary>One tick.</summary>
    sealed class Tick(GrainTimer timer) : IInvokable
    {
        public ValueTask<Response> Invoke() => timer.Fire();

        public object? GetTarget() => timer;

        public void SetTarget(ITargetHolder holder)
        {
        }

        public int GetArgumentCount() => 0;

        public object? GetArgument(int index) => throw new InvalidOperationException();

        public void SetArgument(int index, object value) => throw new InvalidOperationException();

        public string GetMethodName() => nameof(Tick);

        public string GetInterfaceName() => nameof(IGrainTimer);

        public string GetActivityName() => "IGrainTimer/Tick";

        public MethodInfo GetMethod() => null!;

        public Type GetInterfaceType() => typeof(IGrainTimer);

        public void Dispose()
        {
        }
    }
}

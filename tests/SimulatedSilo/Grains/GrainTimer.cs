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
        ArgumentNullException.ThrowIfNull(grainContext);
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new GrainTimer((Activation)grainContext, time, token => callback(state, token), options);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public IDisposable RegisterTimer(IGrainContext grainContext, Func<object?, Task> callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return RegisterGrainTimer(grainContext, (of, _) => callback(of), state, new() { DueTime = dueTime, Period = period, Interleave = true });
    }
}

/// <summary>A tick is a request to the grain. The period counts from its end. The rules are those of Orleans' GrainTimer.</summary>
sealed class GrainTimer : IGrainTimer
{
    // In milliseconds: the longest time of a .NET timer.
    const uint MaxTime = 0xfffffffe;

    readonly Activation _activation;
    readonly Func<CancellationToken, Task> _callback;
    readonly GrainTimerCreationOptions _options;
    readonly CancellationTokenSource _disposed = new();
    readonly ITimer _timer;
    TimeSpan _dueTime, _period;
    bool _isTicking;

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
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        if (_disposed.IsCancellationRequested) return;
        (_dueTime, _period) = (dueTime, period);
        if (!_isTicking) Schedule();
    }

    public void Dispose()
    {
        if (_disposed.IsCancellationRequested) return;
        _timer.Dispose();
        try
        {
            _disposed.Cancel();
        }
        catch (AggregateException)
        {
            // As in Orleans: what the grain registered with the token does not stop the grain.
        }

        _activation.Remove(this);
    }

    static void Check(TimeSpan time, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((long)time.TotalMilliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)time.TotalMilliseconds, MaxTime, name);
    }

    void Schedule()
    {
        _timer.Change(_dueTime == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : _dueTime, Timeout.InfiniteTimeSpan);
        if (_dueTime == TimeSpan.Zero) Send();
    }

    void Due()
    {
        if (!_isTicking && _dueTime != Timeout.InfiniteTimeSpan) Send();
    }

    void Send()
    {
        (_isTicking, _dueTime) = (true, _period);
        var options = _options.Interleave ? InvokeMethodOptions.AlwaysInterleave : InvokeMethodOptions.None;
        _activation.Receive(new(_activation.GrainId, new Tick(this), options, null) { IsLocal = true, KeepsAlive = _options.KeepAlive });
    }

    async ValueTask<Response> Fire()
    {
        if (_disposed.IsCancellationRequested) return Response.Completed;
        try
        {
            await _callback(_disposed.Token);
            return Response.Completed;
        }
        catch (Exception failure)
        {
            return Response.FromException(failure);
        }
        finally
        {
            _isTicking = false;
            if (!_disposed.IsCancellationRequested) Schedule();
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

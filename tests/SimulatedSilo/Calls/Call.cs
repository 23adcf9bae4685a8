using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace SimulatedSilo;

/// <summary>A request on its way to a grain: in Orleans this is a message and, at its sender, a callback.</summary>
sealed class Call(GrainId target, IInvokable request, InvokeMethodOptions options, Action<Response>? onAnswer)
{
    ITimer? _deadline;
    CancellationTokenRegistration _cancellation;
    Action? _onCancel;
    bool _isOver, _isTimedOut;

    public GrainId Target => target;

    public IInvokable Request => request;

    public bool Interleaves => options.HasFlag(InvokeMethodOptions.AlwaysInterleave);

    public bool IsReadOnly => options.HasFlag(InvokeMethodOptions.ReadOnly);

    /// <summary>Whether it belongs to one activation and ends with it: a timer's tick.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Whether it counts as use of the grain.</summary>
    public bool KeepsAlive { get; init; } = true;

    /// <summary>The request context of the sender, for this call alone; null for an empty one.</summary>
    public Dictionary<string, object>? Context { get; init; }

    /// <summary>The timestamp from which a call of another process counts as expired.</summary>
    public long Expiry { get; init; } = long.MaxValue;

    /// <summary>How often it was forwarded because its activation ended.</summary>
    public int Forwards { get; set; }

    /// <summary>The activation at which it waits or runs.</summary>
    public Activation? At { get; set; }

    // Not Orleans' ResponseCompletionSource: its continuations run on the thread pool.
    public static Action<Response> Completing<T>(TaskCompletionSource<T?> reply) => response => reply.TrySetFromTask(Read<T>(response));

    /// <summary>Whether the sender's timeout has passed; an expired call is not started.</summary>
    public bool IsExpired(long now) => _isTimedOut || now >= Expiry;

    /// <summary>The sender waits for this long, and until its token fires; <paramref name="onCancel"/> notifies the callee.</summary>
    public void Expect(TimeProvider time, TimeSpan timeout, Action onCancel, CancellationToken token)
    {
        _onCancel = onCancel;
        _deadline = time.CreateTimer(_ => TimeOut(timeout), null, timeout, Timeout.InfiniteTimeSpan);
        if (token.CanBeCanceled) _cancellation = token.UnsafeRegister(static (self, token) => ((Call)self!).Cancel(token), this);
    }

    /// <summary>Completes the sender's task. No effect on a call that has been answered, has timed out or was cancelled.</summary>
    public void Answer(Response response)
    {
        if (_isOver) return;
        _isOver = true;
        _deadline?.Dispose();
        _cancellation.Unregister();
        onAnswer?.Invoke(response);
    }

    /// <summary>Withdraws the call where it waits, or fires the callee's token where it runs, in a turn of the activation.</summary>
    public void CancelAtActivation()
    {
        if (request.IsCancellable && At is { } at) at.QueueAction(() => At?.Cancel(this));
    }

    void TimeOut(TimeSpan timeout)
    {
        _isTimedOut = true;
        Answer(Response.FromException(new TimeoutException($"Response did not arrive on time in {timeout} for message: {target} {request.GetActivityName()}.")));
    }

    // The sender goes on at once; the callee is notified later.
    void Cancel(CancellationToken token)
    {
        _onCancel?.Invoke();
        Answer(Response.FromException(new OperationCanceledException(token)));
    }

    // An async method, because its task is cancelled by a cancellation and keeps the exception, as in Orleans.
    static async Task<T?> Read<T>(Response response)
    {
        if (response.Exception is { } failure) await Task.FromException(failure);
        return response.GetResult<T>();
    }
}

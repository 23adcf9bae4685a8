using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;

namespace OrleansOrders.Embedded;

/// <summary>A call with an answer of type <typeparamref name="T"/>.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without a timer holds nothing to free, and may still be cancelled after the answer.")]
internal sealed class Call<T>(GrainMethod<T> method, GrainId id, object?[] arguments, InFlightCalls inFlight) : Call(inFlight)
{
    // An await never continues on the stack of another scheduler's turn, so the caller's code does not run in the callee's. Asking for
    // asynchronous continuations instead would send some of them (those of Task.WhenAll) to the thread pool, past the injected scheduler.
    readonly TaskCompletionSource<T> _answer = new();
    CancellationTokenSource? _cancellation;
    CancellationTokenRegistration _registration;

    internal Task<T> AnswerTask => _answer.Task;

    internal override bool Interleaves => method.AlwaysInterleaves;

    internal override string Description => $"{id} {method.Name}";

    /// <summary>Gives the callee a token of its own that fires in one of its turns, when the caller's does.</summary>
    internal void ForwardCancellation(CancellationToken callersToken)
    {
        _cancellation = new CancellationTokenSource();
        arguments[^1] = _cancellation.Token;
        _registration = callersToken.UnsafeRegister(static (self, token) => ((Call<T>)self!).Cancel(token), this);
    }

    protected override async Task RunAsync()
    {
        T? result = default;
        Exception? failure = null;
        try
        {
            result = await method.InvokeAsync(Target.GrainInstance, arguments);
            result = method.CopyResult(result);
        }
        catch (Exception thrown)
        {
            failure = thrown;
            Target.Failed(thrown);
        }

        _registration.Unregister();
        InFlight.Leave(this);
        Target.Finished(this);
        if (failure is null)
            _answer.TrySetResult(result!);
        else
            Answer(failure);
    }

    protected override void Answer(Exception failure)
    {
        if (failure is OperationCanceledException cancelled)
            _answer.TrySetCanceled(cancelled.CancellationToken);
        else
            _answer.TrySetException(failure);
    }

    void Cancel(CancellationToken callersToken)
    {
        if (TryAbandon())
            InFlight.Leave(this);
        else if (HasStarted)
            Target.InTurn(_cancellation!.Cancel);
        AnswerApart(new OperationCanceledException(callersToken));
    }
}

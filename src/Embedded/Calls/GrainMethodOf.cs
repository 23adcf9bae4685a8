using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;

namespace OrleansOrders.Embedded;

/// <summary>A method whose answer is <typeparamref name="T"/>; <see cref="Nothing"/> for Task and ValueTask.</summary>
internal sealed class GrainMethod<T> : GrainMethod
{
    // One compiles a stub of its own once it has been called twice; it serves every engine of the process.
    static readonly ConcurrentDictionary<MethodInfo, MethodInvoker> Invokers = new();

    readonly MethodInvoker _invoker;
    readonly bool _takesToken;
    readonly bool _returnsValueTask;
    readonly (int Index, Copier Copier)[] _copied;
    readonly Copier? _result;

    /// <param name="method">Checked by <see cref="GrainMethods"/>.</param>
    /// <param name="arguments">For each argument how it is copied; null for those handed over as they are.</param>
    /// <param name="result">How the answer is copied; null when it is handed over as it is.</param>
    public GrainMethod(MethodInfo method, Copier?[] arguments, Copier? result)
        : base(method)
    {
        _invoker = Invokers.GetOrAdd(method, static of => MethodInvoker.Create(of));
        _takesToken = method.GetParameters() is [.., { } last] && last.ParameterType == typeof(CancellationToken);
        _returnsValueTask = method.ReturnType.IsValueType;
        _copied = [.. arguments.Select((copier, index) => (index, copier!)).Where(entry => entry.Item2 is not null)];
        _result = result;
    }

    internal override object Call(GrainEngine engine, GrainClass grainClass, GrainId id, object?[] arguments)
    {
        var answer = Send(engine, grainClass, id, arguments);
        if (!_returnsValueTask)
            return answer;
        return typeof(T) == typeof(Nothing) ? new ValueTask(answer) : new ValueTask<T>(answer);
    }

    internal async Task<T> InvokeAsync(object grain, object?[] arguments)
    {
        switch (_invoker.Invoke(grain, arguments.AsSpan()))
        {
            case Task<T> task:
                return await task;
            case Task task:
                await task;
                return default!;
            case ValueTask<T> task:
                return await task;
            case ValueTask task:
                await task;
                return default!;
            default:
                throw new InvalidOperationException($"{Name} returned no task.");
        }
    }

    internal T? CopyResult(T? result) => _result is null ? result : (T?)_result.CopyOne(result);

    Task<T> Send(GrainEngine engine, GrainClass grainClass, GrainId id, object?[] arguments)
    {
        var token = _takesToken ? (CancellationToken)arguments[^1]! : CancellationToken.None;
        if (token.IsCancellationRequested)
            return Task.FromCanceled<T>(token);
        try
        {
            CopyArguments(arguments);
            var call = new Call<T>(this, id, arguments, engine.InFlight);
            engine.InFlight.Enter(call);
            if (token.CanBeCanceled)
                call.ForwardCancellation(token);
            engine.Send(grainClass, id, call);
            return call.AnswerTask;
        }
        catch (Exception failure)
        {
            return Task.FromException<T>(failure);
        }
    }

    void CopyArguments(object?[] arguments)
    {
        if (_copied.Length == 0)
            return;
        var session = new CopySession();
        foreach (var (index, copier) in _copied)
            arguments[index] = copier.CopyOrNull(arguments[index], session);
    }
}

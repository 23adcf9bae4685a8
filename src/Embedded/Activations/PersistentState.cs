using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Embedded;

/// <summary>
/// Storage operations run one after another, each in a later turn than the request for it. Writes asked for before one begins are that one
/// write, which is what makes a reentrant grain commit in groups. Everything here happens in the activation's turns, so nothing is locked.
/// </summary>
internal sealed class PersistentState<T>(Activation activation, string stateName, IGrainStorage storage) : IPersistentState<T>, IActivationState
{
    readonly GrainState<T> _record = new() { State = New() };
    bool _loaded;
    Operation? _last;

    enum Kind
    {
        Read,
        Write,
        Clear,
    }

    public T State
    {
        get
        {
            activation.CheckTurn();
            return _record.State!;
        }

        set
        {
            activation.CheckTurn();
            _record.State = value;
        }
    }

    public string? Etag => _record.ETag;

    public bool RecordExists => _loaded ? _record.RecordExists : throw new InvalidOperationException("State has not yet been loaded");

    public Task LoadAsync() => ReadStateAsync();

    public Task ReadStateAsync() => Ask(Kind.Read);

    public Task WriteStateAsync() => Ask(Kind.Write);

    public Task ClearStateAsync() => Ask(Kind.Clear);

    static T New() =>
        typeof(T).IsValueType ? default!
        : typeof(T).GetConstructor(Type.EmptyTypes) is not null ? Activator.CreateInstance<T>()
        : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));

    Task Ask(Kind kind)
    {
        activation.CheckTurn();
        if (kind != Kind.Read && _last is { HasBegun: false } waiting && waiting.Kind == kind)
            return waiting.Completion;
        var operation = new Operation(kind);
        operation.Completion = RunAsync(operation, _last);
        _last = operation;
        return operation.Completion;
    }

    async Task RunAsync(Operation operation, Operation? previous)
    {
        await Task.Yield();
        if (previous is not null)
            await previous.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        operation.HasBegun = true;
        try
        {
            if (!IsDoneBy(previous, operation.Kind))
                await PerformAsync(operation.Kind);
            _loaded = true;
        }
        catch (Exception failure) when (failure is not OrleansException)
        {
            var message = $"{storage.GetType().Name} failed to {operation.Kind} state '{stateName}' of {activation.GrainId}: {failure.Message}";
            throw new OrleansException(message, failure);
        }
        finally
        {
            if (ReferenceEquals(_last, operation))
                _last = null;
        }
    }

    // After a successful operation memory and storage agree, so a read has nothing to learn; nor has a clear after a clear.
    static bool IsDoneBy(Operation? previous, Kind kind) =>
        previous is { Completion.IsCompletedSuccessfully: true } && (kind == Kind.Read || (kind == Kind.Clear && previous.Kind == Kind.Clear));

    Task PerformAsync(Kind kind) => kind switch
    {
        Kind.Read => storage.ReadStateAsync(stateName, activation.GrainId, _record),
        Kind.Write => storage.WriteStateAsync(stateName, activation.GrainId, _record),
        _ => storage.ClearStateAsync(stateName, activation.GrainId, _record),
    };

    sealed class Operation(Kind kind)
    {
        internal Kind Kind => kind;

        internal bool HasBegun { get; set; }

        internal Task Completion { get; set; } = Task.CompletedTask;
    }
}

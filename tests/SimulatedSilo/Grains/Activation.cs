using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace SimulatedSilo;

/// <summary>
/// One grain in memory, by the rules of Orleans' ActivationData. A pump runs in a turn of its own. Operations (activate, deactivate) wait until no request runs. Requests start in the
/// order of their arrival, except those that may interleave.
/// </summary>
sealed partial class Activation : IGrainContext, IWorkItemScheduler
{
    readonly SimSilo _silo;
    readonly ActivationTurns _turns;
    readonly List<Call> _waiting = [];
    readonly List<Call> _running = [];
    readonly Queue<Func<Task>> _operations = new();
    readonly Dictionary<Type, object> _components = [];
    readonly AsyncServiceScope _scope;
    readonly Dictionary<string, object>? _context;
    Call? _blocking;
    bool _isSignalled;
    bool _isOperating;
    GrainReference? _reference;
    SimLifecycle? _lifecycle;

    /// <param name="silo">The silo.</param>
    /// <param name="grain">The class.</param>
    /// <param name="id">The grain.</param>
    /// <param name="sequence">The order of creation.</param>
    /// <param name="context">The request context of the call that activates the grain.</param>
    public Activation(SimSilo silo, GrainClass grain, GrainId id, int sequence, Dictionary<string, object>? context)
    {
        _silo = silo;
        _context = context;
        Class = grain;
        Sequence = sequence;
        _turns = new(this, silo.Options.Scheduler);
        _scope = silo.ServiceProvider.CreateAsyncScope();
        Address = new() { GrainId = id, ActivationId = new(new Guid(sequence, 0, 0, new byte[8])), SiloAddress = silo.SiloAddress };
        LastUsed = silo.TimeProvider.GetTimestamp();
        _operations.Enqueue(Activate);
        QueueWithoutFlow(Begin);
    }

    public GrainClass Class { get; }

    /// <summary>Order of creation.</summary>
    public int Sequence { get; }

    /// <summary>The timestamp at which the last request ended.</summary>
    public long LastUsed { get; private set; }

    /// <summary>The timestamp until which the grain asked to stay in memory.</summary>
    public long StayUntil { get; set; } = long.MinValue;

    public int RunningCount => _running.Count;

    public bool IsIdle => _state is State.Valid && _running.Count == 0 && _waiting.Count == 0 && StayUntil <= _silo.TimeProvider.GetTimestamp();

    public GrainReference GrainReference => _reference ??= _silo.Factory.Reference(_silo.Catalog.AnyOf(Class.Type), GrainId.Key);

    public GrainId GrainId => Address.GrainId;

    public object? GrainInstance { get; private set; }

    public ActivationId ActivationId => Address.ActivationId;

    public GrainAddress Address { get; }

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    public IGrainLifecycle ObservableLifecycle => _lifecycle ??= new();

    public IWorkItemScheduler Scheduler => this;

    public Task Deactivated => _deactivated.Task;

    public object? GetTarget() => GrainInstance;

    public object? GetComponent(Type componentType) =>
        componentType.IsInstanceOfType(GrainInstance) ? GrainInstance
        : componentType.IsInstanceOfType(this) ? this
        : _components.GetValueOrDefault(componentType) ?? ActivationServices.GetService(componentType);

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        if (value is null) _components.Remove(typeof(TComponent));
        else _components[typeof(TComponent)] = value;
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public void Rehydrate(IRehydrationContext context) => throw new NotSupportedException("The simulated silo does not model migration.");

    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw new NotSupportedException("The simulated silo does not model migration.");

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw new NotSupportedException("The simulated silo activates a grain when it is called.");

    public void QueueAction(Action action) => QueueTask(new(action));

    public void QueueAction(Action<object> action, object state) => QueueTask(new(action!, state));

    public void QueueTask(Task task) => task.Start(_turns);

    public void ReceiveMessage(object message) => Receive((Call)message);

    public void Receive(Call call)
    {
        if (IsExpired(call)) return;
        call.At = this;
        _waiting.Add(call);
        Signal();
    }

    /// <summary>The sender has cancelled this call: a waiting call is removed, a running one sees its token fire.</summary>
    public void Cancel(Call call)
    {
        if (!_running.Contains(call)) _waiting.Remove(call);
        else call.Request.TryCancel();
    }

    public override string ToString() => $"{GrainId}@{Sequence}";

    void Signal()
    {
        if (_isSignalled) return;
        _isSignalled = true;
        QueueWithoutFlow(Pump);
    }

    // The execution context of the sender must not flow into the grain's turns.
    void QueueWithoutFlow(Action action)
    {
        if (ExecutionContext.IsFlowSuppressed()) QueueAction(action);
        else
            using (ExecutionContext.SuppressFlow())
                QueueAction(action);
    }

    void Pump()
    {
        _isSignalled = false;
        if (_isOperating) return;
        if (_running.Count == 0 && _operations.Count > 0) _ = Operate();
        else StartWaiting();
    }

    async Task Operate()
    {
        _isOperating = true;
        while (_operations.TryDequeue(out var operation)) await operation();
        _isOperating = false;
        StartWaiting();
    }

    void StartWaiting()
    {
        for (var i = 0; i < _waiting.Count;)
        {
            var call = _waiting[i];
            if (_state is not State.Valid && !(call.IsLocal && _state is State.Deactivating))
            {
                if (_state is State.Invalid) Forward();
                return;
            }

            if (!MayStart(call))
            {
                i++;
                continue;
            }

            _waiting.RemoveAt(i);
            Start(call);
        }
    }

    bool MayStart(Call call) => _running.Count == 0 || call.Interleaves || _blocking is null || (_blocking.IsReadOnly && call.IsReadOnly) || Class.IsReentrant;

    void Start(Call call)
    {
        _running.Add(call);
        if (!call.Interleaves) _blocking ??= call;
        var work = Invoke(call);
        if (work.IsCompleted) Completed(call);
        else _ = Complete();

        async Task Complete()
        {
            try
            {
                await work;
            }
            finally
            {
                Completed(call);
            }
        }
    }

    bool IsExpired(Call call) => call.IsExpired(_silo.TimeProvider.GetTimestamp());

    async Task Invoke(Call call)
    {
        if (IsExpired(call)) return;
        if (call.Context is not null) RequestContextExtensions.Import(call.Context);
        Response response;
        try
        {
            call.Request.SetTarget(this);
            response = _silo.Catalog.Copier.Copy(await call.Request.Invoke())!;
            call.Request.Dispose();
        }
        catch (Exception failure)
        {
            response = Response.FromException(failure);
        }

        if (response.Exception is InconsistentStateException conflict && OrleansInternals.IsSourceActivation(conflict))
        {
            OrleansInternals.SetSourceActivation(conflict, false);
            Deactivate(new(DeactivationReasonCode.ApplicationError, conflict.Message));
        }

        call.Answer(response);
    }

    void Completed(Call call)
    {
        _running.Remove(call);
        if (call.KeepsAlive) LastUsed = _silo.TimeProvider.GetTimestamp();
        if (_blocking is null || _blocking == call) _blocking = null;
        Signal();
    }
}

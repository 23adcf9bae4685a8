using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.CodeGeneration;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Timers;

namespace SimulatedSilo;

/// <summary>
/// Runs grains in place of an Orleans silo: directory, calls, collection, and the services that grains ask the runtime for. Not thread-safe: all calls come from the thread of
/// <see cref="SimSiloOptions.Scheduler"/>. Register it with <see cref="SimSiloServices.AddSimulatedSilo"/>.
/// </summary>
public sealed class SimSilo : IGrainReferenceRuntime, IGrainRuntime, IHostedService
{
    // Orleans' own number.
    const int MaxForwardCount = 2;

    static readonly DeactivationReason TooOld = new(DeactivationReasonCode.ActivationIdle, "The grain was not used for its collection age.");
    static readonly DeactivationReason TooMany = new(DeactivationReasonCode.HighMemoryPressure, "Of too many grains this one was unused the longest.");

    readonly Dictionary<GrainId, Activation> _activations = [];
    readonly ConditionalWeakTable<SimRequest, Call> _received = [];
    ITimer? _collecting;
    bool _isRunning;
    int _sequence;

    internal SimSilo(IServiceProvider services, GrainCatalog catalog, SimSiloOptions options, TimeProvider time)
    {
        ServiceProvider = services;
        Catalog = catalog;
        Options = options;
        TimeProvider = time;
        Factory = new(catalog, services, this);
    }

    /// <summary>References whose calls stay in this silo.</summary>
    public SimGrainFactory Factory { get; }

    /// <summary>Number of activations.</summary>
    public int ActivationCount => _activations.Count;

    /// <summary>Number of calls in progress.</summary>
    public int RunningCount => _activations.Values.Sum(activation => activation.RunningCount);

    /// <inheritdoc />
    public TimeProvider TimeProvider { get; }

    /// <inheritdoc />
    public IServiceProvider ServiceProvider { get; }

    /// <inheritdoc />
    public IGrainFactory GrainFactory => InTurn(Factory);

    /// <inheritdoc />
    public ITimerRegistry TimerRegistry => InTurn(ServiceProvider.GetRequiredService<ITimerRegistry>());

    /// <inheritdoc />
    public string SiloIdentity => SiloAddress.ToString();

    /// <inheritdoc />
    public SiloAddress SiloAddress { get; } = SiloAddress.New(IPAddress.Loopback, 1, 1);

    internal GrainCatalog Catalog { get; }

    internal SimSiloOptions Options { get; }

    /// <inheritdoc />
    public ValueTask<T?> InvokeMethodAsync<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        var reply = new TaskCompletionSource<T?>();
        Send(new(reference.GrainId, request, options, Call.Completing(reply)) { Context = SenderContext() });
        return new(reply.Task);
    }

    /// <inheritdoc />
    public ValueTask InvokeMethodAsync(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if (options.HasFlag(InvokeMethodOptions.OneWay))
        {
            InvokeMethod(reference, request, options);
            return default;
        }

        var reply = new TaskCompletionSource<object?>();
        Send(new(reference.GrainId, request, options, Call.Completing(reply)) { Context = SenderContext() });
        return new(reply.Task);
    }

    /// <inheritdoc />
    public void InvokeMethod(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        request.GetCancellationToken().ThrowIfCancellationRequested();
        Deliver(new(reference.GrainId, request, options, null) { Context = SenderContext() });
    }

    /// <inheritdoc />
    public object Cast(IAddressable grain, Type interfaceType) => Factory.Reference(Catalog.Of(interfaceType, grain.GetGrainId().Type), grain.GetGrainId().Key);

    /// <summary>
    /// Runs a request of another process; the reply is the bytes of a <see cref="Response"/>. As in Orleans, a request that has expired is dropped, and so is its reply: the task
    /// never completes. Call it from a task of the silo's scheduler.
    /// </summary>
    public async Task<byte[]> Receive(SimRequest request)
    {
        var reply = new TaskCompletionSource<Response>();
        var expiry = request.TimeToLive is { } timeToLive ? TimeProvider.GetTimestamp() + Ticks(timeToLive) : long.MaxValue;
        var call = new Call(request.Target, request.ReadBody(Catalog), request.Options, Reply) { Context = request.ReadContext(Catalog), Expiry = expiry };
        _received.Add(request, call);
        Deliver(call);
        return Catalog.Serializer.SerializeToArray<Response>(await reply.Task);

        void Reply(Response response)
        {
            _received.Remove(request);
            if (TimeProvider.GetTimestamp() < expiry) reply.TrySetResult(response);
        }
    }

    /// <summary>Cancels a request that was received. No effect on a request that has its reply, or has not arrived. Call it from a task of the silo's scheduler.</summary>
    public void Cancel(SimRequest request)
    {
        if (_received.TryGetValue(request, out var call)) call.CancelAtActivation();
    }

    /// <inheritdoc />
    public void DeactivateOnIdle(IGrainContext grainContext) => grainContext.Deactivate(new(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    /// <inheritdoc />
    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => ((Activation)grainContext).StayUntil =
        timeSpan == TimeSpan.MaxValue || timeSpan == Timeout.InfiniteTimeSpan ? long.MaxValue
        : timeSpan <= TimeSpan.Zero ? long.MinValue
        : TimeProvider.GetTimestamp() + Ticks(timeSpan);

    /// <summary>Not supported: the catalog refuses <see cref="Grain{TGrainState}"/>.</summary>
    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext) => throw new NotSupportedException("Grains of the simulated silo have their state injected.");

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _isRunning = true;
        _collecting = TimeProvider.CreateTimer(_ => InProcess(CollectOld), null, Options.CollectionQuantum, Options.CollectionQuantum);
        return Task.CompletedTask;
    }

    /// <summary>Deactivates every grain after its running requests have ended, or until the token fires. From then on no grain is activated.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isRunning = false;
        _collecting?.Dispose();
        Activation[] left = [.. _activations.Values];
        foreach (var activation in left) activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The process stops."), cancellationToken);
#pragma warning disable RS0030 // It continues on the caller's scheduler.
        await Task.WhenAll(left.Select(activation => activation.Deactivated)).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore RS0030
    }

    /// <summary>Sends a call to the next activation after its activation has ended.</summary>
    internal void Forward(Call call)
    {
        if (call.Forwards++ < MaxForwardCount) Deliver(call);
        else Reject(call, $"Forwarding failed: tried to forward message {call.Target} {call.Request.GetActivityName()} for {MaxForwardCount} times.");
    }

    internal void Remove(Activation activation) => _activations.Remove(activation.GrainId);

    void Send(Call call)
    {
        var token = call.Request.GetCancellationToken();
        token.ThrowIfCancellationRequested();
        call.Expect(TimeProvider, call.Request.GetDefaultResponseTimeout() ?? Options.ResponseTimeout, call.CancelAtActivation, token);
        Deliver(call);
    }

    void Deliver(Call call)
    {
        if (!_activations.TryGetValue(call.Target, out var activation))
        {
            if (!_isRunning)
            {
                Reject(call, $"The silo is not running; it does not activate {call.Target}.");
                return;
            }

            _activations[call.Target] = activation = new(this, Catalog.Of(call.Target.Type), call.Target, ++_sequence, call.Context);
            if (_activations.Count > Options.MaxActivations) InProcess(CollectSurplus);
        }

        activation.Receive(call);
    }

    Dictionary<string, object>? SenderContext()
    {
        Unsupported.RefuseCallChain();
        return RequestContextExtensions.Export(Catalog.Copier);
    }

    static void Reject(Call call, string why) => call.Answer(Response.FromException(OrleansInternals.Rejection(why)));

    // As in Orleans: a grain uses its runtime only in its own turns.
    static T InTurn<T>(T of) => OrleansInternals.CurrentTurn is null ? throw new InvalidOperationException("Activation access violation. A non-activation thread attempted to access activation services.") : of;

    void InProcess(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Options.Scheduler);

    void CollectOld()
    {
        var now = TimeProvider.GetTimestamp();
        foreach (var activation in _activations.Values.Where(one => one.IsIdle && one.LastUsed <= now - Ticks(one.Class.AgeLimit ?? Options.CollectionAge)).OrderBy(one => one.Sequence).ToArray())
            activation.Deactivate(TooOld);
    }

    void CollectSurplus()
    {
        var surplus = _activations.Count - Options.MaxActivations;
        foreach (var activation in _activations.Values.Where(one => one.IsIdle).OrderBy(one => one.LastUsed).ThenBy(one => one.Sequence).Take(Math.Max(0, surplus)).ToArray())
            activation.Deactivate(TooMany);
    }

    long Ticks(TimeSpan time) => (long)(time.TotalSeconds * TimeProvider.TimestampFrequency);
}

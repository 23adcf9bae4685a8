using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Storage;
using SimulatedSilo;

namespace OrleansOrders.Conformance.Tests;

/// <summary>The simulated silo on a thread of its own and by the real clock, since tests call it from other threads.</summary>
sealed class SimulatedSiloHost : ISiloHost
{
    static readonly GrainCatalog Catalog = new([typeof(SimulatedSiloHost).Assembly], typeof(SimulatedSiloHost).Namespace!);

    readonly SiloThread _thread = new();
    readonly ServiceProvider _services;
    readonly SimSilo _silo;

    SimulatedSiloHost(SiloSettings settings)
    {
        Storage = settings.Storage;
        var time = new ThreadTime(_thread);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddKeyedSingleton<IGrainStorage>(MemoryStorage.Name, settings.Storage);
        services.AddSimulatedSilo(Catalog, new()
        {
            Scheduler = _thread,
            ResponseTimeout = settings.ResponseTimeout,
            DeactivationTimeout = settings.DeactivationTimeout,
            CollectionAge = settings.CollectionAge,
            CollectionQuantum = settings.CollectionQuantum,
        });
        _services = services.BuildServiceProvider();
        _silo = _services.GetRequiredService<SimSilo>();
        Grains = new SimGrainFactory(Catalog, _services, new OnThread(_silo, _thread));
        var client = new SimClient(Catalog, new Wire(_silo), time, settings.ClientResponseTimeout);
        Client = new SimGrainFactory(Catalog, _services, new OnThread(client, _thread));
    }

    public IGrainFactory Grains { get; }

    public IGrainFactory Client { get; }

    public MemoryStorage Storage { get; }

    public static async Task<ISiloHost> StartAsync(SiloSettings settings)
    {
        var host = new SimulatedSiloHost(settings);
        await host._thread.Run(() => host._silo.StartAsync(CancellationToken.None));
        return host;
    }

    public Task StopAsync() => _thread.Run(() => _silo.StopAsync(CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        _thread.Dispose();
        await _services.DisposeAsync();
    }

    /// <summary>A network that loses nothing.</summary>
    sealed class Wire(SimSilo silo) : ISimNetwork
    {
        public Task<byte[]> Send(SimRequest request) => silo.Receive(request);

        public void Cancel(SimRequest request) => silo.Cancel(request);
    }
}

/// <summary>The one thread on which a simulated silo runs.</summary>
sealed class SiloThread : TaskScheduler, IDisposable
{
    readonly BlockingCollection<Task> _tasks = [];

    public SiloThread()
    {
        var thread = new Thread(() =>
        {
            foreach (var task in _tasks.GetConsumingEnumerable()) TryExecuteTask(task);
        });
        thread.IsBackground = true;
        thread.Start();
    }

    public Task Run(Func<Task> work) => Run(async () =>
    {
        await work();
        return 0;
    });

    public Task<T> Run<T>(Func<Task<T>> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public void Dispose() => _tasks.CompleteAdding();

    // A timer or a gate may complete after the end of the silo.
    protected override void QueueTask(Task task)
    {
        if (!_tasks.IsAddingCompleted) _tasks.Add(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}

/// <summary>The real clock, with timers that fire on the thread of the silo.</summary>
sealed class ThreadTime(SiloThread thread) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(of => Task.Factory.StartNew(() => callback(of), CancellationToken.None, TaskCreationOptions.DenyChildAttach, thread), state, dueTime, period);
}

/// <summary>Takes calls and cancellations to the thread of the silo.</summary>
sealed class OnThread(IGrainReferenceRuntime runtime, SiloThread thread) : IGrainReferenceRuntime
{
    public ValueTask<T?> InvokeMethodAsync<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options) =>
        new(Carry(request, () => runtime.InvokeMethodAsync<T>(reference, request, options).AsTask()));

    public ValueTask InvokeMethodAsync(GrainReference reference, IInvokable request, InvokeMethodOptions options) => new(Carry(request, async () =>
    {
        await runtime.InvokeMethodAsync(reference, request, options);
        return 0;
    }));

    public void InvokeMethod(GrainReference reference, IInvokable request, InvokeMethodOptions options) => throw new NotSupportedException();

    public object Cast(IAddressable grain, Type interfaceType) => throw new NotSupportedException();

    Task<T> Carry<T>(IInvokable request, Func<Task<T>> send)
    {
        var token = request.GetCancellationToken();
        token.ThrowIfCancellationRequested();
        if (!token.CanBeCanceled) return thread.Run(send);

        // A token of the silo's thread takes the place of the caller's, so that nothing of the silo runs on the caller's thread.
        var inside = new CancellationTokenSource();
        token.Register(() => thread.Run(inside.CancelAsync));
        for (var i = 0; i < request.GetArgumentCount(); i++)
        {
            if (request.GetArgument(i) is CancellationToken) request.SetArgument(i, inside.Token);
        }

        return thread.Run(send);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace SimulatedSilo.Tests;

/// <summary>One simulated silo with a seed and a virtual clock.</summary>
sealed class World : IDisposable
{
    public static readonly GrainCatalog Catalog = new([typeof(World).Assembly], type => type.Namespace != "SimulatedSilo.Tests.Refused");

    readonly ServiceProvider _services;
    readonly TaskDoor _door;

    public World(int seed = 1, Func<SimSiloOptions, SimSiloOptions>? configure = null, Action<IServiceCollection>? register = null)
    {
        Tasks = new(seed);
        _door = new(Tasks, "silo");
        SimSiloOptions options = new() { Scheduler = _door };
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(Trace);
        services.AddSimulatedSilo(Catalog, configure?.Invoke(options) ?? options);
        register?.Invoke(services);
        _services = services.BuildServiceProvider();
        Silo = _services.GetRequiredService<SimSilo>();
    }

    public VirtualTime Time { get; } = new();

    public TaskPool Tasks { get; }

    /// <summary>Grains write to it.</summary>
    public List<string> Trace { get; } = [];

    public SimSilo Silo { get; }

    public SimGrainFactory Grains => Silo.Factory;

    public IServiceProvider Services => _services;

    public static World Started(int seed = 1, Func<SimSiloOptions, SimSiloOptions>? configure = null)
    {
        var world = new World(seed, configure);
        world.Run(() => world.Silo.StartAsync(CancellationToken.None));
        return world;
    }

    /// <summary>Begins work in the process of the silo and runs until nothing more happens at this time.</summary>
    public Task<T> Begin<T>(Func<Task<T>> work)
    {
        var begun = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, _door).Unwrap();
        Tasks.RunUntilIdle();
        return begun;
    }

    public Task Begin(Func<Task> work) => Begin(async () =>
    {
        await work();
        return 0;
    });

    /// <summary>Does work that needs no time, and throws what it throws.</summary>
    public T Run<T>(Func<Task<T>> work)
    {
        var done = Begin(work);
        if (done.Exception is { } failure) throw failure.InnerException!;
        Assert.True(done.IsCompletedSuccessfully, "The work waits.");
#pragma warning disable RS0030 // It has succeeded.
        return done.Result;
#pragma warning restore RS0030
    }

    public void Run(Func<Task> work) => Run(async () =>
    {
        await work();
        return 0;
    });

    public void Advance(TimeSpan time) => Time.Advance(time, Tasks.RunUntilIdle);

    public void Dispose() => _services.Dispose();
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using OrleansOrders.Simulation;

namespace OrleansOrders.Embedded.Tests;

/// <summary>One engine on a seeded scheduler and a virtual clock.</summary>
public sealed class Simulated : IDisposable
{
    readonly ServiceProvider _services;
    readonly TaskDoor _door;

    public Simulated(int seed, Action<EmbeddedOptions>? configure = null, Action<IServiceCollection>? register = null, params Type[] grains)
    {
        Tasks = new TaskPool(seed);
        _door = new TaskDoor(Tasks);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(Trace);
        services.AddEmbeddedGrains(options =>
        {
            options.GrainAssemblies.Add(new TypeList(grains));
            options.Scheduler = _door;
            options.TurnsInARow = 1;
            configure?.Invoke(options);
        });
        register?.Invoke(services);
        _services = services.BuildServiceProvider();
        Service = _services.GetRequiredService<IHostedService>();
    }

    public VirtualTime Time { get; } = new();

    public TaskPool Tasks { get; }

    public List<string> Trace { get; } = [];

    public IHostedService Service { get; }

    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    public IGrainStatistics Statistics => _services.GetRequiredService<IGrainStatistics>();

    public static Simulated Started(int seed, Action<EmbeddedOptions>? configure = null, params Type[] grains)
    {
        var simulated = new Simulated(seed, configure, null, grains);
        simulated.Run(() => simulated.Service.StartAsync(CancellationToken.None));
        return simulated;
    }

    /// <summary>Begins work on the scheduler and runs until nothing more happens at this time.</summary>
    public Task<T> Begin<T>(Func<Task<T>> work)
    {
        var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, _door).Unwrap();
        Tasks.RunUntilIdle();
        return task;
    }

    public Task Begin(Func<Task> work) => Begin(async () =>
    {
        await work();
        return 0;
    });

    /// <summary>Does work that needs no time to go by, and throws what it throws.</summary>
    public T Run<T>(Func<Task<T>> work)
    {
        var task = Begin(work);
        Assert.True(task.IsCompleted, "The work waits for time to go by.");
        return task.GetAwaiter().GetResult();
    }

    public void Run(Func<Task> work) => Run(async () =>
    {
        await work();
        return 0;
    });

    public void Advance(TimeSpan time) => Time.Advance(time, Tasks.RunUntilIdle);

    public void Dispose() => _services.Dispose();
}

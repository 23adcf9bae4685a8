using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>The roles of a process.</summary>
[Flags]
enum SimRole
{
    Silo = 1,
    Bridge = 2,
    Api = 4,
    All = Silo | Bridge | Api,
}

/// <summary>
/// A process of the system with its real parts. After a kill, its tasks and timers no longer run, its connections are dead, and statements that it
/// had sent are executed or not.
/// </summary>
sealed class SimProcess(World world, string name, SimRole roles)
{
    readonly List<Action> _lost = [];
    ProcessTime? _time;
    ServiceProvider? _services;
    int _lives;

    public World World => world;

    public string Name => name;

    public SimRole Roles => roles;

    public bool IsAlive { get; private set; }

    /// <summary>Whether its hosted services have started.</summary>
    public bool IsUp { get; private set; }

    public TaskDoor Door { get; private set; } = new(world.Tasks);

    /// <summary>Number of grain calls in progress in its silo; 0 without a silo.</summary>
    public int RunningCalls => Services.GetService<SimSilo>()?.RunningCount ?? 0;

    public IServiceProvider Services => _services ?? throw new InvalidOperationException($"{name} was never started.");

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public void Start()
    {
        if (IsAlive || !world.Processes.Contains(this)) return;
        _lives++;
        world.Starts++;
        IsAlive = true;
        IsUp = false;
        var life = _lives;
        Door = new(world.Tasks, $"{name}.{life}");
        var skew = world.Faults.On(Knob.ClockSkew) ? world.Faults.Dice.Between(TimeSpan.FromMilliseconds(-1500), TimeSpan.FromMilliseconds(1500)) : TimeSpan.Zero;
        _time = new(world.Time, skew, () => IsAlive && _lives == life);
        _services = Composition.Of(this, _time, world.Ids.Below(int.MaxValue));
        world.Trace.Say("world", $"{Door.Name} starts");
        Begin(StartServices);
    }

    public void Kill()
    {
        if (!IsAlive) return;
        world.Trace.Say("world", $"{Door.Name} is killed");
        IsAlive = false;
        IsUp = false;
        Door.Close();
        var dice = world.Faults.Dice;
        foreach (var connection in world.Broker.Connections.ToArray())
        {
            if (connection.Process == this) connection.Cut(dice.Chance(0.2) ? dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(8)) : TimeSpan.Zero, "the process died");
        }

        foreach (var lost in _lost.ToArray()) lost();
        _lost.Clear();
    }

    /// <summary>Executes work in this process for a caller outside of it, which gets an exception if the process dies.</summary>
    public Task<T> Call<T>(Func<IServiceProvider, Task<T>> work, Func<Exception> lost)
    {
        var answer = new TaskCompletionSource<T>();
        Action drop = () => answer.TrySetException(lost());
        world.After(world.Faults.Latency(), () =>
        {
            if (!IsUp)
            {
                drop();
                return;
            }

            _lost.Add(drop);
            Begin(async () =>
            {
                var result = Outcome.Of(work(Services));
                var outcome = await result;
                world.After(world.Faults.Latency(), () =>
                {
                    _lost.Remove(drop);
                    outcome.Tell(answer);
                });
            });
        });
        return answer.Task;
    }

    /// <summary>Executes work in this process without a caller that waits.</summary>
    public void Post(Action<IServiceProvider> work)
    {
        if (!IsUp) return;
        Begin(() =>
        {
            work(Services);
            return Task.CompletedTask;
        });
    }

    /// <summary>The wall clock of this process.</summary>
    public DateTimeOffset Now => (_time ?? throw new InvalidOperationException($"{name} was never started.")).GetUtcNow();

    /// <summary>Steps the wall clock of this process, without effect on its timers.</summary>
    public void StepClock(TimeSpan by)
    {
        if (!IsAlive) return;
        world.Trace.Say("world", $"the clock of {Door.Name} steps by {by}");
        _time!.Skew += by;
    }

    /// <summary>Kills the process permanently.</summary>
    public void Retire()
    {
        Kill();
        world.Processes.Remove(this);
    }

    /// <summary>Its resources are freed with the run.</summary>
    public void Forget() => _ = _services?.DisposeAsync().AsTask();

    void Begin(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Door);

    async Task StartServices()
    {
        var services = Services.GetServices<IHostedService>().ToArray();
        foreach (var service in services) await service.StartAsync(CancellationToken.None);
        foreach (var service in services.OfType<IHostedLifecycleService>()) await service.StartedAsync(CancellationToken.None);
        IsUp = true;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>What a process is for.</summary>
[Flags]
enum SimRole
{
    Silo = 1,
    Bridge = 2,
    Api = 4,
    All = Silo | Bridge | Api,
}

/// <summary>
/// A process of the system, with the real parts in it. Killed, nothing it had in mind happens any more: its tasks and timers are gone, its
/// connections lie dead, and statements that it had sent happen or do not.
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

    /// <summary>How many grain calls its silo is working on; 0 without a silo.</summary>
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

    /// <summary>Does work in this process on behalf of someone outside of it, who hears nothing any more when it dies.</summary>
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

    /// <summary>Does work in this process that nobody outside waits for.</summary>
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

    /// <summary>Steps the wall clock of this process. Its timers do not notice.</summary>
    public void StepClock(TimeSpan by)
    {
        if (!IsAlive) return;
        world.Trace.Say("world", $"the clock of {Door.Name} steps by {by}");
        _time!.Skew += by;
    }

    /// <summary>For good: it does not come back.</summary>
    public void Retire()
    {
        Kill();
        world.Processes.Remove(this);
    }

    /// <summary>What it held goes with the run.</summary>
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

using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>
/// One simulated run: a clock, the tasks of all processes, a broker, a database and a payment service. Every event is one step, and the seed alone
/// determines the next step.
/// </summary>
sealed class World
{
    /// <summary>Far more than a run needs that makes progress.</summary>
    const long MostSteps = 400_000;

    /// <summary>Far more than any instant needs whose work ends: a wait must let time pass.</summary>
    public const int MostStepsAtOnce = 20_000;

    readonly Dice _schedule;

    public World(int seed, Plan plan, bool keepTrace, Probes probes)
    {
        Seed = seed;
        Plan = plan;
        Probes = probes;
        Trace = new(keepTrace) { Now = () => Time.Now };
        Tasks = new(seed);
        _schedule = new(seed, "schedule");
        Ids = new(seed, "ids");
        Faults = new(this, new(seed, "faults"));
        Database = new(this);
        Broker = new(this);
        Gateway = new(this);
        Clients = new(Tasks, "client");
        Customers = new(this);
        Producers = new(this);
        Operators = new(this);
        Checker = new(this);
    }

    public int Seed { get; }

    public Plan Plan { get; }

    public Probes Probes { get; }

    public Trace Trace { get; }

    public VirtualTime Time { get; } = new();

    public TaskPool Tasks { get; }

    public Dice Ids { get; }

    public Faults Faults { get; }

    public Checker Checker { get; }

    public SimDatabase Database { get; }

    public SimBroker Broker { get; }

    public SimGateway Gateway { get; }

    /// <summary>The scheduler of everything outside the processes: clients, producers, operators. They do not die.</summary>
    public TaskDoor Clients { get; }

    public Customers Customers { get; }

    public Producers Producers { get; }

    public Operators Operators { get; }

    public List<SimProcess> Processes { get; } = [];

    /// <summary>The lease of the active reconciler; null for none.</summary>
    public SimReconcilerLease.Held? Reconciling { get; set; }

    /// <summary>The current scan of the dead letters; null for none.</summary>
    public SimDeadLetterLock.Turn? DeskTurn { get; set; }

    /// <summary>Number of process starts.</summary>
    public int Starts { get; set; }

    public long Steps { get; private set; }

    TimeSpan _instant;
    long _stepsBefore;

    /// <summary>The first violation; null while there is none.</summary>
    public string? Violation { get; private set; }

    public void Violate(string rule, string detail)
    {
        if (Violation is not null) return;
        Violation = $"{rule}: {detail}";
        Trace.Say("check", $"VIOLATION {Violation}");
    }

    /// <summary>A later event of the outside world, in no process.</summary>
    public void After(TimeSpan delay, Action action) => Time.CreateTimer(static act => ((Action)act!)(), action, delay, Timeout.InfiniteTimeSpan);

    /// <summary>Runs until the condition holds, the time is over or there is a violation; returns whether the condition holds.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        var end = Time.Now + limit;
        while (Violation is null)
        {
            if (condition()) return true;
            if (!Step(end)) return false;
        }

        return false;
    }

    bool Step(TimeSpan end)
    {
        if (++Steps > MostSteps) Violate("liveness", $"more than {MostSteps} steps and no end");
        if (Time.Now != _instant) (_instant, _stepsBefore) = (Time.Now, Steps);
        if (Steps - _stepsBefore > MostStepsAtOnce) Violate("liveness", $"more than {MostStepsAtOnce} steps at {_instant}, and time does not go on");

        // Sometimes time passes while work is ready, as in a paused or slow process.
        var paused = Tasks.Count > 0 && Faults.Pauses && _schedule.Chance(0.01);
        if (paused) Probes.Hit(Probe.PausedWithWork);
        if (Tasks.Count == 0 || paused)
        {
            if (!Time.TryFireNext(end) && !paused) return false;
        }
        else
        {
            Tasks.TryRunOne();
            Trace.Say(Tasks.Last!.Name, $"step, {Tasks.Count} ready");
        }

        if (Tasks.Leak is { } leak) Violate("determinism", "a task came from another thread: " + leak);
        return true;
    }
}

using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>
/// One simulated run: a clock, the tasks of all processes, a broker, a database and a payment service. Everything that happens is one step, and
/// which step is next follows from the seed alone.
/// </summary>
sealed class World
{
    /// <summary>Far more than any run needs that gets anywhere.</summary>
    const long MostSteps = 400_000;

    /// <summary>Far more than any instant needs whose work comes to an end: who waits has to let time go by.</summary>
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

    /// <summary>Where whoever stands outside runs: clients, producers, operators. They do not die.</summary>
    public TaskDoor Clients { get; }

    public Customers Customers { get; }

    public Producers Producers { get; }

    public Operators Operators { get; }

    public List<SimProcess> Processes { get; } = [];

    /// <summary>Who reconciles, if anybody does.</summary>
    public SimReconcilerLease.Held? Reconciling { get; set; }

    /// <summary>Who looks at the dead letters, if anybody does.</summary>
    public SimDeadLetterLock.Turn? DeskTurn { get; set; }

    /// <summary>How often a process was started.</summary>
    public int Starts { get; set; }

    public long Steps { get; private set; }

    TimeSpan _instant;
    long _stepsBefore;

    /// <summary>The first thing that went wrong; null while all is well.</summary>
    public string? Violation { get; private set; }

    public void Violate(string rule, string detail)
    {
        if (Violation is not null) return;
        Violation = $"{rule}: {detail}";
        Trace.Say("check", $"VIOLATION {Violation}");
    }

    /// <summary>Something of the outside world that happens later, in no process.</summary>
    public void After(TimeSpan delay, Action action) => Time.CreateTimer(static act => ((Action)act!)(), action, delay, Timeout.InfiniteTimeSpan);

    /// <summary>Runs until the condition holds, the time is over or something went wrong; says whether the condition holds.</summary>
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

        // Now and then time goes by while work is ready: a process that was paused, or is slow.
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

using System.Reflection;

namespace OrleansOrders.Embedded;

/// <summary>How the embedded engine runs. The engine does not start with a value out of bounds.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>Where the grain classes and their interfaces are. At least one; everything found there is checked at start.</summary>
    public IList<Assembly> GrainAssemblies { get; } = [];

    /// <summary>How long an unused grain stays in memory. Default 15 minutes; more than <see cref="CollectionQuantum"/>.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Time between searches for unused grains, so a grain stays up to this much longer. Default 1 minute; 1 ms to 1 day.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Number of activations beyond which those unused the longest are dropped, whatever their age. Default 100,000; at least 1.
    /// Grains at work, and those that asked to stay, are not dropped and may exceed it.
    /// </summary>
    public int MaxActivations { get; set; } = 100_000;

    /// <summary>How long a caller waits for an answer before TimeoutException; the callee goes on. Default 30 seconds; 10 ms to 1 day.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Where turns of activations run. Default the thread pool. A simulation gives its own: with a single-threaded scheduler and its
    /// own <see cref="TimeProvider"/>, nothing of the engine runs anywhere else.
    /// </summary>
    public TaskScheduler Scheduler { get; set; } = TaskScheduler.Default;

    /// <summary>Turns an activation runs in a row before it queues behind the others. Default 64; 1 (the finest interleaving) to 10,000.</summary>
    public int TurnsInARow { get; set; } = 64;
}

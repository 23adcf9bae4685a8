namespace SimulatedSilo;

/// <summary>Settings of a simulated silo. Defaults are Orleans' own.</summary>
public sealed record SimSiloOptions
{
    /// <summary>Runs the tasks of the process, one at a time on one thread; for a seeded run a <see cref="TaskDoor"/>.</summary>
    public required TaskScheduler Scheduler { get; init; }

    /// <summary>After this time without a reply a call that begins in this silo ends with a <see cref="TimeoutException"/>; default 30 s. It does not end calls of other processes.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The limit of an activation, with the reads of its states; default 30 s.</summary>
    public TimeSpan ActivationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The limit of a deactivation; default 30 s. It counts from the beginning of the deactivation, but ends no request: a deactivation waits until the running requests have
    /// ended, however long that takes. Then the grain gets a token that fires at the limit, and an <c>OnDeactivateAsync</c> that is not done by then is not waited for.
    /// </summary>
    public TimeSpan DeactivationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An activation that was not used for this time is deactivated; default 15 min. <see cref="Orleans.CollectionAgeLimitAttribute"/> overrides it.</summary>
    public TimeSpan CollectionAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The interval of the search for unused activations; default 1 min.</summary>
    public TimeSpan CollectionQuantum { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>When there are more activations, the idle ones that were unused the longest are deactivated, as under memory pressure; default no bound.</summary>
    public int MaxActivations { get; init; } = int.MaxValue;
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>The port through which the real messaging gets its connections.</summary>
sealed class SimConnectionSource(SimProcess process) : IConnectionSource
{
    /// <summary>
    /// What breaks here is told as a shutdown of the connection, at once. The task that never ends is each connection's own: one for all would keep
    /// every run that ever waited for it.
    /// </summary>
    public async Task<OpenedConnection> Open(string name, CancellationToken ct) =>
        new(await process.World.Broker.Connect(process, name, ct), new TaskCompletionSource<string>().Task);

    public override string ToString() => "the simulated broker";
}

/// <summary>Ids that follow from the seed.</summary>
sealed class SeededIds(Random random) : IUniqueIds, IOrderIdSource
{
    public Guid Next(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new(bytes);
    }

    public OrderId Next() => OrderId.Parse("o-" + Next(default).ToString("N"));
}

/// <summary>One meter a name for all processes of all runs: the runtime keeps every meter that was ever made.</summary>
sealed class SharedMeters : IMeterFactory
{
    readonly ConcurrentDictionary<string, Meter> _meters = new();

    public static SharedMeters Instance { get; } = new();

    public Meter Create(MeterOptions options) => _meters.GetOrAdd(options.Name, static name => new Meter(name));

    public void Dispose()
    {
    }
}

/// <summary>A process of the simulation does not stop; it is killed.</summary>
sealed class SimLifetime : IHostApplicationLifetime
{
    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => CancellationToken.None;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication()
    {
    }
}

/// <summary>What the system logs is part of the trace.</summary>
sealed class TraceLogger<T>(World world, SimProcess process) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => world.Trace.IsKept;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (world.Trace.IsKept) world.Trace.Say(process.Name, $"{logLevel}: {formatter(state, exception)} {exception?.GetType().Name} {exception?.Message}");
    }
}

/// <summary>One look at a time over all processes; who dies gives it back.</summary>
sealed class SimDeadLetterLock(World world, SimProcess process) : IDeadLetterLock
{
    public Task<IAsyncDisposable?> TryTake(CancellationToken ct)
    {
        if (world.DeskTurn is { IsOver: false }) return Task.FromResult<IAsyncDisposable?>(null);
        world.DeskTurn = new Turn(process);
        return Task.FromResult<IAsyncDisposable?>(world.DeskTurn);
    }

    /// <summary>One look.</summary>
    public sealed class Turn(SimProcess holder) : IAsyncDisposable
    {
        readonly TaskDoor _life = holder.Door;
        bool _ended;

        public bool IsOver => _ended || !_life.IsOpen;

        public ValueTask DisposeAsync()
        {
            _ended = true;
            return ValueTask.CompletedTask;
        }
    }
}

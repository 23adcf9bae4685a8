using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>The port from which the real messaging gets its connections.</summary>
sealed class SimConnectionSource(SimProcess process) : IConnectionSource
{
    /// <summary>
    /// A break is reported at once as a shutdown of the connection. Each connection has its own task that never ends: a shared one would keep every
    /// run that waited for it in memory.
    /// </summary>
    public async Task<OpenedConnection> Open(string name, CancellationToken ct) =>
        new(await process.World.Broker.Connect(process, name, ct), new TaskCompletionSource<string>().Task);

    public override string ToString() => "the simulated broker";
}

/// <summary>Ids determined by the seed.</summary>
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

/// <summary>One meter per name for all processes of all runs: the runtime keeps every meter that was created.</summary>
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

/// <summary>The system's log entries are part of the trace.</summary>
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

/// <summary>One scan at a time over all processes; a process that dies releases it.</summary>
sealed class SimDeadLetterLock(World world, SimProcess process) : IDeadLetterLock
{
    public Task<IAsyncDisposable?> TryTake(CancellationToken ct)
    {
        if (world.DeskTurn is { IsOver: false }) return Task.FromResult<IAsyncDisposable?>(null);
        world.DeskTurn = new Turn(process);
        return Task.FromResult<IAsyncDisposable?>(world.DeskTurn);
    }

    /// <summary>One scan.</summary>
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

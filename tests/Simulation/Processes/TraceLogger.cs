using Microsoft.Extensions.Logging;

namespace OrleansOrders.Simulation;

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

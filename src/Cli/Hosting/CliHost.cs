namespace OrleansOrders.Cli;

/// <summary>The process environment of a run.</summary>
sealed record CliHost
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Whether a person reads <see cref="Out"/> on a terminal.</summary>
    public required bool OutIsTerminal { get; init; }

    /// <summary>Whether the command can prompt.</summary>
    public required bool IsInteractive { get; init; }

    /// <summary>Environment variables.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Whether SIGINT and SIGTERM stop the run gracefully.</summary>
    public required bool HandlesSignals { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public WatchPace Pace { get; init; } = new();

    public static CliHost OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        OutIsTerminal = !Console.IsOutputRedirected,
        IsInteractive = !Console.IsOutputRedirected && !Console.IsInputRedirected,
        Variable = Environment.GetEnvironmentVariable,
        HandlesSignals = true,
    };
}

namespace OrleansOrders.Testing;

/// <summary>The system as it runs, in one process or in many.</summary>
public interface IRunningApp : IAsyncDisposable
{
    /// <summary>Where its HTTP is; of several APIs the first one's.</summary>
    Uri Address { get; }

    /// <summary>Everything written to stdout and stderr so far.</summary>
    string Output { get; }

    /// <summary>Whether every process says that it is ready.</summary>
    Task<bool> IsReadyAsync();

    /// <summary>SIGTERM, then waits for every process to end.</summary>
    /// <returns>The exit code; of several processes the highest.</returns>
    Task<int> StopAsync();

    /// <summary>SIGKILL for everything at once: no handler runs, nothing is flushed.</summary>
    Task KillAsync();
}

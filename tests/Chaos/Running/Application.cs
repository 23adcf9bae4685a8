using System.Globalization;

namespace OrleansOrders.Chaos;

/// <summary>The application under a supervisor, which restarts a process that ends by itself, like a service manager.</summary>
sealed class Application : IAsyncDisposable
{
    static readonly TimeSpan Watching = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);

    // The exit code of SIGTERM for a process that does not handle it yet.
    const int Terminated = 128 + 15;

    readonly AppOptions _options;
    readonly Action<string> _say;
    readonly string _logFile;
    readonly SemaphoreSlim _one = new(1);
    readonly CancellationTokenSource _stopping = new();
    AppProcess? _process;
    Task? _watching;

    /// <param name="name">The name, also of the log file of all of its processes in the run's folder.</param>
    /// <param name="options">The options; the port is chosen here.</param>
    /// <param name="say">Receives progress messages.</param>
    public Application(string name, AppOptions options, Action<string> say)
    {
        (Name, _say) = (name, say);
        var port = FreePort.Find();
        _options = options with { Port = port };
        Address = new($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        _logFile = Path.Combine(Repository.RunFolder, $"{name}.log");
        File.Delete(_logFile);
    }

    public string Name { get; }

    /// <summary>Its address, the same after each start.</summary>
    public Uri Address { get; }

    /// <summary>The id of the running process; null between two.</summary>
    public int? ProcessId => _process is { } process ? process.Id : null;

    /// <summary>Number of allowed ends because the database or the broker was unavailable.</summary>
    public int Exits { get; private set; }

    /// <summary>Ends that are not allowed: an unhandled exception, a signal of its own, a slow stop.</summary>
    public List<string> Crashes { get; } = [];

    public async Task StartAsync()
    {
        await LockedAsync(() =>
        {
            _process ??= AppProcess.Launch(_options);
            return Task.CompletedTask;
        });
        _watching ??= WatchAsync();
    }

    public Task KillAsync() => LockedAsync(async () =>
    {
        if (_process is null) return;
        if (!_process.HasExited) await _process.KillAsync();
        await ForgetAsync();
    });

    /// <summary>SIGTERM. It must end by itself, whatever else is broken at that moment.</summary>
    public Task StopAsync() => LockedAsync(async () =>
    {
        if (_process is null) return;
        try
        {
            var code = await _process.StopAsync();

            // During its start, the process may be about to fail, or may not yet handle signals.
            if (code is not (0 or 1 or Terminated)) Crashes.Add($"ended with code {code.ToString(CultureInfo.InvariantCulture)} when it was stopped");
        }
        catch (TimeoutException)
        {
            Crashes.Add("did not end within a minute of SIGTERM");
            await _process.KillAsync();
        }

        await ForgetAsync();
    });

    public Task PauseAsync() => LockedAsync(() => _process is { HasExited: false } ? _process.PauseAsync() : Task.CompletedTask);

    public Task ResumeAsync() => LockedAsync(() => _process is { HasExited: false } ? _process.ResumeAsync() : Task.CompletedTask);

    public async Task<bool> IsReadyAsync() => _process is { } process && await process.IsReadyAsync();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_watching is not null) await _watching;
        await KillAsync();
        _stopping.Dispose();
        _one.Dispose();
    }

    async Task WatchAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            if (_process is { HasExited: true }) await LockedAsync(RestartAsync);
            await Pace.PassAsync(Watching, _stopping.Token);
        }
    }

    async Task RestartAsync()
    {
        if (_process is not { HasExited: true } process) return;
        await process.WaitForExitAsync(TimeSpan.FromSeconds(10));
        var last = process.Output.Split('\n').LastOrDefault(line => line.Length > 0) ?? "";
        Exits++;
        _say($"{Name}: ended by itself with code {process.ExitCode.ToString(CultureInfo.InvariantCulture)}: {last}");
        if (process.ExitCode is not (0 or 1) || process.Output.Contains("Unhandled exception", StringComparison.Ordinal)) Crashes.Add($"ended with code {process.ExitCode}: {last}");
        await ForgetAsync();
        await Pace.PassAsync(RestartDelay, _stopping.Token);
        if (!_stopping.IsCancellationRequested) _process = AppProcess.Launch(_options);
    }

    async Task ForgetAsync()
    {
        await File.AppendAllTextAsync(_logFile, _process!.Output + "\n");
        await _process.DisposeAsync();
        _process = null;
    }

    async Task LockedAsync(Func<Task> action)
    {
        await _one.WaitAsync();
        try
        {
            await action();
        }
        finally
        {
            _one.Release();
        }
    }
}

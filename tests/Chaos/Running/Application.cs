using System.Globalization;

namespace OrleansOrders.Chaos;

/// <summary>The application under a supervisor, as a service manager would run it: what ends by itself is started again.</summary>
sealed class Application : IAsyncDisposable
{
    static readonly TimeSpan Watching = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);

    // What SIGTERM does to a process that does not handle it yet.
    const int Terminated = 128 + 15;

    readonly AppOptions _options;
    readonly Action<string> _say;
    readonly string _logFile;
    readonly SemaphoreSlim _one = new(1);
    readonly CancellationTokenSource _stopping = new();
    AppProcess? _process;
    Task? _watching;

    /// <param name="name">Also of the file in the run's folder that holds what all of its processes have said.</param>
    /// <param name="options">Its port is chosen here.</param>
    /// <param name="say">Hears what happens.</param>
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

    /// <summary>Where it listens, from one start to the next.</summary>
    public Uri Address { get; }

    /// <summary>The id of the process that runs; null between two.</summary>
    public int? ProcessId => _process is { } process ? process.Id : null;

    /// <summary>How often it ended by itself because something that it needs was away, as it may.</summary>
    public int Exits { get; private set; }

    /// <summary>Ends that nothing allows: an unhandled exception, a signal of its own, a stop that took too long.</summary>
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

    /// <summary>SIGTERM. It has to end by itself, whatever else is broken at that moment.</summary>
    public Task StopAsync() => LockedAsync(async () =>
    {
        if (_process is null) return;
        try
        {
            var code = await _process.StopAsync();

            // Stopped while it was starting, it may have been about to give up, or not yet have heard of signals.
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

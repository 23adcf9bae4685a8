using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace OrleansOrders.Testing;

/// <summary>The built application as a separate process, which tests call over HTTP, stop or kill.</summary>
public sealed class AppProcess : IRunningApp
{
    static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);

    readonly Process _process;
    readonly ConcurrentQueue<string> _output = new();
    readonly string _pidFile;
    bool _disposed;

    AppProcess(Process process, Uri address, string assembly)
    {
        _process = process;
        Http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // test.sh ends the processes left behind by a killed test host.
        var folder = Directory.CreateDirectory(Path.Combine(Repository.RunFolder, "apps"));
        _pidFile = Path.Combine(folder.FullName, process.Id.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(_pidFile, assembly);
    }

    public HttpClient Http { get; }

    public Uri Address => Http.BaseAddress!;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Valid after <see cref="WaitForExitAsync"/>, <see cref="StopAsync"/> or <see cref="KillAsync"/>.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Everything written to stdout and stderr so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts the application and returns when it is ready.</summary>
    /// <exception cref="InvalidOperationException">It exited, or was not ready in time; the message contains its output.</exception>
    public static async Task<AppProcess> StartAsync(AppOptions options)
    {
        var app = Launch(options);
        try
        {
            await app.WaitUntilReadyAsync(options.StartDeadline);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the application without a wait.</summary>
    public static AppProcess Launch(AppOptions options)
    {
        var assembly = options.Assembly ?? Repository.AssemblyOf(options.Program);
        if (!File.Exists(assembly))
            throw new InvalidOperationException($"{assembly} is not built; the project that starts it must reference {options.Program}.");
        var port = options.Port ?? FreePort.Find();
        var address = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Its settings and its catalog are in the same folder.
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        start.ArgumentList.Add(assembly);
        foreach (var argument in options.Arguments) start.ArgumentList.Add(argument);
        start.Environment[Servers.RabbitMqVariable] = options.RabbitMq;
        start.Environment[Servers.PostgresVariable] = options.Postgres;
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Logging__Console__FormatterName"] = "line";
        if (options.Program is AppProgram.Silo)
        {
            start.Environment["Roles"] = options.Roles;
            foreach (var (name, value) in ClusterPorts.Of(options.Postgres, port)) start.Environment[name] = value;
        }

        foreach (var (name, value) in options.Environment) start.Environment[name] = value;
        return new(new Process { StartInfo = start }, address, assembly);
    }

    public async Task WaitUntilReadyAsync(TimeSpan deadline)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < deadline)
        {
            if (HasExited)
            {
                await _process.WaitForExitAsync();
                throw new InvalidOperationException($"The application exited with code {ExitCode}:\n{Output}");
            }

            if (await IsReadyAsync()) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        throw new InvalidOperationException($"The application was not ready within {deadline.TotalSeconds:0} s:\n{Output}");
    }

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            using var answer = await Http.GetAsync(new Uri("health/ready", UriKind.Relative), limit.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>SIGTERM, then waits for the process to end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        if (!HasExited) await SignalAsync("-TERM");
        return await WaitForExitAsync(StopDeadline);
    }

    /// <summary>SIGSTOP: the process pauses and keeps its connections.</summary>
    public Task PauseAsync() => SignalAsync("-STOP");

    /// <summary>SIGCONT.</summary>
    public Task ResumeAsync() => SignalAsync("-CONT");

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync(StopDeadline);
    }

    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(TimeSpan deadline)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(deadline);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The application did not end within {deadline.TotalSeconds:0} s:\n{Output}");
        }

        File.Delete(_pidFile);
        return ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        if (!HasExited) await KillAsync();
        File.Delete(_pidFile);
        Http.Dispose();
        _process.Dispose();
    }

    async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    void Keep(string? line)
    {
        if (line is not null) _output.Enqueue(line);
    }
}

/// <summary>The start options of one process of the application.</summary>
public sealed record AppOptions
{
    public required string RabbitMq { get; init; }

    public required string Postgres { get; init; }

    public AppProgram Program { get; init; } = AppProgram.Silo;

    /// <summary>The program, if it is another build than the one beside the test.</summary>
    public string? Assembly { get; init; }

    /// <summary>The roles of the process, separated by commas.</summary>
    public string Roles { get; init; } = "silo,api,bridge";

    /// <summary>Arguments of the program, for example <c>--migrate</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The HTTP port on 127.0.0.1; a free one when null.</summary>
    public int? Port { get; init; }

    /// <summary>Further environment variables, such as <c>Storage__Provider</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Maximum time until <c>/health/ready</c> is 200.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>The programs that tests and benchmarks start.</summary>
public enum AppProgram
{
    /// <summary>The system, in any mix of roles.</summary>
    Silo,

    /// <summary>The floor of the benchmark; not part of the system.</summary>
    Floor,
}

/// <summary>The running system, in one process or many.</summary>
public interface IRunningApp : IAsyncDisposable
{
    /// <summary>The HTTP address; the first API's if there are several.</summary>
    Uri Address { get; }

    /// <summary>Everything written to stdout and stderr so far.</summary>
    string Output { get; }

    /// <summary>Whether every process is ready.</summary>
    Task<bool> IsReadyAsync();

    /// <summary>SIGTERM, then waits for every process to end.</summary>
    /// <returns>The exit code; the highest if there are several processes.</returns>
    Task<int> StopAsync();

    /// <summary>SIGKILL for all processes at once: no handler runs, nothing is flushed.</summary>
    Task KillAsync();
}

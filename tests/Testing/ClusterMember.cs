namespace OrleansOrders.Testing;

/// <summary>One place of a cluster: the same program, ports and settings after every restart.</summary>
public sealed class ClusterMember(string name, AppOptions options) : IAsyncDisposable
{
    readonly List<string> _said = [];
    AppProcess? _process;

    /// <summary>Such as <c>silo 2</c>.</summary>
    public string Name => name;

    /// <summary>As in <see cref="AppOptions.Roles"/>.</summary>
    public string Roles => options.Roles;

    public Uri Address { get; } = new($"http://127.0.0.1:{options.Port ?? throw new ArgumentException("A member has a port for good.", nameof(options))}");

    /// <summary>Null while it does not run.</summary>
    public AppProcess? Process => _process;

    public string Output => string.Join('\n', [.. _said, .. _process is null ? [] : Lines(_process)]);

    /// <summary>Returns when it is ready.</summary>
    public async Task StartAsync() => _process = await AppProcess.StartAsync(options);

    public async Task<bool> IsReadyAsync() => _process is { } process && await process.IsReadyAsync();

    /// <summary>SIGTERM, then waits for its end.</summary>
    /// <returns>The exit code; 0 where it did not run.</returns>
    public async Task<int> StopAsync()
    {
        if (_process is not { } process) return 0;
        var code = await process.StopAsync();
        await ForgetAsync(process);
        return code;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        await process.KillAsync();
        await ForgetAsync(process);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process) await ForgetAsync(process);
    }

    async Task ForgetAsync(AppProcess process)
    {
        _process = null;
        await process.DisposeAsync();
        _said.AddRange(Lines(process));
    }

    IEnumerable<string> Lines(AppProcess process) => process.Output.Split('\n').Select(line => $"{name}: {line}");
}

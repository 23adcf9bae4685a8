namespace OrleansOrders.Testing;

/// <summary>A server of the test's own, to be stopped, killed and started again: ports, passwords and data stay the same throughout.</summary>
public abstract class PrivateServer : IAsyncDisposable
{
    readonly string _kind;
    readonly string _folder = Path.Combine(Repository.RunFolder, UniqueName.Of("private"));

    protected PrivateServer(string kind) => _kind = kind;

    /// <summary>Where its data, ports and passwords are.</summary>
    protected string Folder => _folder;

    public abstract string ConnectionString { get; }

    protected IReadOnlyDictionary<string, string> Environment { get; private set; } = new Dictionary<string, string>();

    /// <summary>What scripts/servers.sh is told by environment variables.</summary>
    protected Dictionary<string, string> ScriptSettings { get; } = [];

    /// <summary>Returns when the server takes connections.</summary>
    public async Task StartAsync()
    {
        await ServersScript.RunAsync("start", _folder, ScriptSettings, "--only", _kind, "--no-install");
        Environment = await ServersScript.EnvironmentAsync(_folder, "--only", _kind);
    }

    /// <summary>Stops in good order; returns when the server is gone.</summary>
    public Task StopAsync() => ServersScript.RunAsync("stop", _folder, "--only", _kind);

    /// <summary>SIGKILL, as a crash would.</summary>
    public Task KillAsync() => ServersScript.RunAsync("kill", _folder, "--only", _kind);

    /// <summary>SIGSTOP to all of its processes: it keeps its connections and says nothing.</summary>
    public Task PauseAsync() => ServersScript.RunAsync("pause", _folder, "--only", _kind);

    public Task ResumeAsync() => ServersScript.RunAsync("resume", _folder, "--only", _kind);

    /// <summary>Whatever it brings to its disk takes 100 ms longer. <see cref="InvalidOperationException"/> where that cannot be staged.</summary>
    public Task SlowDiskAsync() => ServersScript.RunAsync("slow", _folder, "--only", _kind);

    public Task FastDiskAsync() => ServersScript.RunAsync("fast", _folder, "--only", _kind);

    /// <summary>Its disk is full. <see cref="InvalidOperationException"/> where that cannot be staged.</summary>
    public Task FillDiskAsync() => ServersScript.RunAsync("fill", _folder, "--only", _kind);

    public Task FreeDiskAsync() => ServersScript.RunAsync("free", _folder, "--only", _kind);

    /// <summary>Runs a command of scripts/servers.sh on this server.</summary>
    protected Task RunScriptAsync(string command) => ServersScript.RunAsync(command, _folder, "--only", _kind);

    public async ValueTask DisposeAsync()
    {
        await ServersScript.RunAsync("wipe", _folder);
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

using System.Globalization;
using Npgsql;

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

/// <summary>A RabbitMQ of the test's own.</summary>
public sealed class PrivateBroker : PrivateServer
{
    PrivateBroker() : base("rabbitmq")
    {
    }

    /// <summary>amqp://user:password@host:port/vhost</summary>
    public override string ConnectionString => Environment[Servers.RabbitMqVariable];

    public Uri Management => new(Environment[Servers.ManagementVariable]);

    /// <summary>Its memory is full: it keeps its connections and takes no messages.</summary>
    public Task FillMemoryAsync() => RunScriptAsync("squeeze");

    public Task FreeMemoryAsync() => RunScriptAsync("relieve");

    public static async Task<PrivateBroker> StartNewAsync()
    {
        var broker = new PrivateBroker();
        await broker.StartAsync();
        return broker;
    }
}

/// <summary>A PostgreSQL of the test's own.</summary>
public sealed class PrivatePostgres : PrivateServer
{
    PrivatePostgres() : base("postgres")
    {
    }

    /// <summary>An Npgsql connection string to an empty database; its user may create others.</summary>
    public override string ConnectionString => Environment[Servers.PostgresVariable];

    /// <param name="diskMegabytes">Its data is on a disk of its own of this size, where that is possible; 0: on the disk of the clone.</param>
    public static async Task<PrivatePostgres> StartNewAsync(int diskMegabytes = 0)
    {
        var postgres = new PrivatePostgres();
        if (diskMegabytes > 0) postgres.ScriptSettings["POSTGRES_DISK_MB"] = diskMegabytes.ToString(CultureInfo.InvariantCulture);
        await postgres.StartAsync();
        return postgres;
    }

    /// <summary>
    /// A standby of this one, on a server of its own, with the same user and password; once it is there this one confirms nothing that the standby does not have.
    /// <see cref="InvalidOperationException"/> where that cannot be staged.
    /// </summary>
    public async Task<PrivatePostgres> StartStandbyAsync()
    {
        var standby = new PrivatePostgres { ScriptSettings = { ["POSTGRES_STANDBY_OF"] = Folder } };
        await standby.StartAsync();
        await ExecuteAsync("alter system set synchronous_standby_names = '*'");
        await ExecuteAsync("select pg_reload_conf()");
        await Eventually.Async(async () => await ScalarAsync("select count(*) from pg_stat_replication where sync_state = 'sync'") is 1L, "the standby is synchronous");
        return standby;
    }

    /// <summary>A standby is the primary from now on.</summary>
    public Task PromoteAsync() => ServersScript.RunAsync("promote", Folder);

    /// <summary>No session writes any more, or all of them write again. Open sessions follow, save those whose default comes from somewhere else.</summary>
    public async Task SetReadOnlyAsync(bool readOnly)
    {
        await ExecuteAsync($"alter system set default_transaction_read_only = {(readOnly ? "on" : "off")}");
        await ExecuteAsync("select pg_reload_conf()");
    }

    /// <summary>A statement on a session of its own, which may write whatever the defaults are.</summary>
    public Task ExecuteAsync(string sql) => ScalarAsync(sql);

    async Task<object?> ScalarAsync(string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, Options = "-c default_transaction_read_only=off" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}

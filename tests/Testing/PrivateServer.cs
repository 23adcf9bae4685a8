using System.Globalization;
using Npgsql;

namespace OrleansOrders.Testing;

/// <summary>A private server of one test, to be stopped, killed and restarted: ports, passwords and data stay the same.</summary>
public abstract class PrivateServer : IAsyncDisposable
{
    readonly string _kind;
    readonly string _folder = Path.Combine(Repository.RunFolder, UniqueName.Of("private"));

    protected PrivateServer(string kind) => _kind = kind;

    /// <summary>The folder of its data, ports and passwords.</summary>
    protected string Folder => _folder;

    public abstract string ConnectionString { get; }

    protected IReadOnlyDictionary<string, string> Environment { get; private set; } = new Dictionary<string, string>();

    /// <summary>Environment variables for scripts/servers.sh.</summary>
    protected Dictionary<string, string> ScriptSettings { get; } = [];

    /// <summary>Returns when the server accepts connections.</summary>
    public async Task StartAsync()
    {
        await ServersScript.RunAsync("start", _folder, ScriptSettings, "--only", _kind, "--no-install");
        Environment = await ServersScript.EnvironmentAsync(_folder, "--only", _kind);
    }

    /// <summary>Stops gracefully; returns when the server has ended.</summary>
    public Task StopAsync() => ServersScript.RunAsync("stop", _folder, "--only", _kind);

    /// <summary>SIGKILL, like a crash.</summary>
    public Task KillAsync() => ServersScript.RunAsync("kill", _folder, "--only", _kind);

    /// <summary>SIGSTOP to all of its processes: it keeps its connections and is silent.</summary>
    public Task PauseAsync() => ServersScript.RunAsync("pause", _folder, "--only", _kind);

    public Task ResumeAsync() => ServersScript.RunAsync("resume", _folder, "--only", _kind);

    /// <summary>Each write to its disk takes 100 ms longer. Throws <see cref="InvalidOperationException"/> if that cannot be staged.</summary>
    public Task SlowDiskAsync() => ServersScript.RunAsync("slow", _folder, "--only", _kind);

    public Task FastDiskAsync() => ServersScript.RunAsync("fast", _folder, "--only", _kind);

    /// <summary>Its disk is full. Throws <see cref="InvalidOperationException"/> if that cannot be staged.</summary>
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

/// <summary>A private RabbitMQ.</summary>
public sealed class PrivateBroker : PrivateServer
{
    PrivateBroker() : base("rabbitmq")
    {
    }

    /// <summary>amqp://user:password@host:port/vhost</summary>
    public override string ConnectionString => Environment[Servers.RabbitMqVariable];

    public Uri Management => new(Environment[Servers.ManagementVariable]);

    /// <summary>Its memory is full: it keeps its connections and accepts no messages.</summary>
    public Task FillMemoryAsync() => RunScriptAsync("squeeze");

    public Task FreeMemoryAsync() => RunScriptAsync("relieve");

    public static async Task<PrivateBroker> StartNewAsync()
    {
        var broker = new PrivateBroker();
        await broker.StartAsync();
        return broker;
    }
}

/// <summary>A private PostgreSQL.</summary>
public sealed class PrivatePostgres : PrivateServer
{
    PrivatePostgres() : base("postgres")
    {
    }

    /// <summary>An Npgsql connection string to an empty database; its user may create others.</summary>
    public override string ConnectionString => Environment[Servers.PostgresVariable];

    /// <param name="diskMegabytes">The size of a separate disk for its data, if possible; 0: on the disk of the clone.</param>
    public static async Task<PrivatePostgres> StartNewAsync(int diskMegabytes = 0)
    {
        var postgres = new PrivatePostgres();
        if (diskMegabytes > 0) postgres.ScriptSettings["POSTGRES_DISK_MB"] = diskMegabytes.ToString(CultureInfo.InvariantCulture);
        await postgres.StartAsync();
        return postgres;
    }

    /// <summary>
    /// A standby of this server, with the same user and password; from then on this server confirms only data that the standby has. Throws <see
    /// cref="InvalidOperationException"/> if that cannot be staged.
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

    /// <summary>Makes the standby the primary.</summary>
    public Task PromoteAsync() => ServersScript.RunAsync("promote", Folder);

    /// <summary>No session can write, or all can write again. This includes open sessions, except those with another source of the default.</summary>
    public async Task SetReadOnlyAsync(bool readOnly)
    {
        await ExecuteAsync($"alter system set default_transaction_read_only = {(readOnly ? "on" : "off")}");
        await ExecuteAsync("select pg_reload_conf()");
    }

    /// <summary>A statement on a new session that may write regardless of the defaults.</summary>
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

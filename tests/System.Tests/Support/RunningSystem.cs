using System.Globalization;
using Npgsql;
using OrleansOrders.Storage;
using Xunit.Sdk;

namespace OrleansOrders.SystemTests;

/// <summary>One application with its own database and virtual host, shared by the tests of one scenario.</summary>
public class RunningSystem : IAsyncLifetime
{
    public const string AllRoles = "silo,api,bridge";
    public const string WithoutBridge = "silo,api";

    const int MostTroubles = 30;

    static readonly TimeSpan RestDeadline = TimeSpan.FromSeconds(60);

    /// <summary>As many attempts as a restart of a server may need, without the long waits of the default.</summary>
    static readonly Dictionary<string, string> Retries = new() { ["RabbitMq__Attempts"] = "10", ["RabbitMq__MaxRetryDelay"] = "00:00:04" };

    /// <summary>The waits before the next attempt of a message, in milliseconds.</summary>
    public static readonly int[] RetryDelays = [500, 2_000, 4_000];

    static readonly string[] WorkQueues = ["order_placed", "order_status", "inventory_adjustments", "payment_requests"];
    static readonly string[] Queues =
        [.. WorkQueues, .. WorkQueues.SelectMany(queue => RetryDelays.Select(delay => $"{queue}.retry.{delay}ms"))];

    static readonly string[] Troubles = ["warn:", "fail:", "crit:", "Unhandled"];

    readonly List<string> _said = [];

    // The same ports after every restart, like a service. The second one is for a second API.
    readonly int[] _ports = [FreePort.Find(), FreePort.Find()];
    readonly HttpClient _http;
    string _rabbitMq = "";
    string _postgres = "";
    TestDatabase? _database;
    TestVirtualHost? _virtualHost;
    IRunningApp? _app;
    BrokerClient? _broker;

    public RunningSystem()
    {
        // Many tests post a hundred orders at once; further connections would only cost time.
        _http = new(Topology.Handler(new SocketsHttpHandler { MaxConnectionsPerServer = 100 }, _ports))
        {
            BaseAddress = new($"http://127.0.0.1:{_ports[0].ToString(CultureInfo.InvariantCulture)}"), Timeout = TimeSpan.FromSeconds(30),
        };
        Orders = new(_http);
    }

    public OrdersClient Orders { get; }

    public BrokerClient Broker => _broker!;

    public OutsideProducer Outside => new(Broker);

    public DeadLetters DeadLetters { get; private set; } = null!;

    /// <summary>The running system.</summary>
    public IRunningApp App => _app ?? throw new InvalidOperationException("The application does not run.");

    /// <summary>Its HTTP address.</summary>
    public Uri Address => _http.BaseAddress!;

    /// <summary>amqp://user:password@host:port/vhost</summary>
    public string BrokerAddress => _rabbitMq;

    /// <summary>The connection string of the application's database.</summary>
    public string ConnectionString => _postgres;

    /// <summary>The processes of the application.</summary>
    protected virtual string Roles => AllRoles;

    /// <summary>Settings that differ from the defaults.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        // Without servers every test is skipped, but this instance is still created.
        if (Servers.WhyNot is not null) return;
        (_rabbitMq, _postgres) = await CreateServersAsync();
        _broker = new(_rabbitMq);
        DeadLetters = new(_broker);
        await StartAppAsync();
        await PrepareAsync();
    }

    public async Task StartAppAsync(string? roles = null) => _app = await Topology.StartAsync(
        new() { RabbitMq = _rabbitMq, Postgres = _postgres, Roles = roles ?? Roles, Port = _ports[0], Environment = new Dictionary<string, string>([.. Retries, .. Settings]) }, _ports);

    /// <summary>SIGTERM; the process must end by itself with exit code 0.</summary>
    public async Task StopAppAsync()
    {
        var code = await App.StopAsync();
        Assert.True(code == 0, $"The application ended with code {code}:\n{App.Output}");
        await ForgetAppAsync();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAppAsync()
    {
        await App.KillAsync();
        await ForgetAppAsync();
    }

    /// <summary>Waits until all work is done, stops the application, and runs the auditor.</summary>
    public async Task FinishAsync()
    {
        try
        {
            await RestAndAuditAsync();
        }
        catch (XunitException e)
        {
            if (_app is not null) await ForgetAppAsync();
            var troubles = _said.Where(line => Troubles.Any(line.Contains)).TakeLast(MostTroubles);
            Assert.Fail($"{e.Message}\nThe application said:\n{string.Join('\n', troubles)}");
        }
    }

    /// <summary>Executes a statement in the application's database.</summary>
    public Task ExecuteAsync(string sql) => ExecuteAsync(sql, _postgres);

    protected static async Task ExecuteAsync(string sql, string postgres)
    {
        await using var database = NpgsqlDataSource.Create(postgres);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads one value from the application's database.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var database = NpgsqlDataSource.Create(_postgres);
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The violations of every invariant while the system works.</summary>
    public Task<IReadOnlyList<AuditViolation>> ViolationsAsync() => SystemAudit.ViolationsAsync(_postgres, RestDeadline);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await ForgetAppAsync();
        if (_broker is not null) await _broker.DisposeAsync();
        _http.Dispose();
        await DeleteServersAsync();
    }

    /// <summary>The common setup of all tests of the scenario.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>The scenario's own cleanup before the final checks.</summary>
    protected virtual Task BeforeAuditAsync() => Task.CompletedTask;

    /// <returns>Connection strings to an empty virtual host and an empty database.</returns>
    protected virtual async Task<(string RabbitMq, string Postgres)> CreateServersAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _virtualHost = await TestVirtualHost.CreateAsync();
        return (_virtualHost.ConnectionString, _database.ConnectionString);
    }

    protected virtual async Task DeleteServersAsync()
    {
        if (_virtualHost is not null) await _virtualHost.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    async Task RestAndAuditAsync()
    {
        await BeforeAuditAsync();
        await RestAsync();
        await StopAppAsync();

        // Messages that the process had not begun return to their queue when it stops; the next process handles them.
        for (var again = 0; again < 2 && await WaitingMessagesAsync() is not ""; again++)
        {
            await StartAppAsync(AllRoles);
            await RestAsync();
            await StopAppAsync();
        }

        Assert.Empty(await WaitingMessagesAsync());
        Assert.Equal(0, await OpenOrdersAsync());
        Assert.Empty(await SystemAudit.ViolationsAsync(_postgres, TimeSpan.Zero));
        Assert.Empty(await DeadLetters.UnexpectedAsync());
    }

    async Task RestAsync()
    {
        await Eventually.Async(OpenOrdersAsync, open => open == 0, "every order is final", RestDeadline);
        await Eventually.Async(WaitingMessagesAsync, waiting => waiting.Length == 0, "the queues are empty");
    }

    Task<long> OpenOrdersAsync() => ScalarAsync<long>("select count(*) from grain_state where is_open");

    async Task ForgetAppAsync()
    {
        _said.AddRange(App.Output.Split('\n'));
        await App.DisposeAsync();
        _app = null;
    }

    async Task<string> WaitingMessagesAsync()
    {
        var waiting = new List<string>();
        foreach (var queue in Queues)
        {
            if (await Broker.ReadyAsync(queue) is > 0 and var ready) waiting.Add($"{queue}: {ready}");
        }

        return string.Join(", ", waiting);
    }
}

/// <summary>An application with frequent reconciler rounds, so that a test need not wait for them.</summary>
public class QuickReconciling : RunningSystem
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Reconciler__Interval"] = "00:00:00.5", ["Reconciler__PendingAge"] = "00:00:03",
    };
}

using Npgsql;

namespace OrleansOrders.Chaos;

/// <summary>The whole system with private servers. The application reaches them through proxies, all others directly.</summary>
sealed class ChaosSystem : IFaultTarget, IAsyncDisposable
{
    static readonly TimeSpan LinkDelay = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan CutInterval = TimeSpan.FromMilliseconds(300);

    // A step that a process survives, and one that it does not.
    static readonly TimeSpan MinuteStep = TimeSpan.FromSeconds(90);
    static readonly TimeSpan HourStep = TimeSpan.FromHours(1);

    readonly PrivateBroker _broker;
    readonly PrivatePostgres _postgres;
    readonly TcpProxy _toBroker;
    readonly TcpProxy _toPostgres;
    readonly Dictionary<Target, CancellationTokenSource> _cutting = [];
    readonly Dictionary<Target, Task> _cuts = [];

    readonly SteppedClock? _clock;
    readonly Application? _stepped;

    ChaosSystem(PrivateBroker broker, PrivatePostgres postgres, bool hostile, Action<string> say)
    {
        (_broker, _postgres) = (broker, postgres);
        _toBroker = new(broker.ConnectionString);
        var database = new NpgsqlConnectionStringBuilder(postgres.ConnectionString);
        _toPostgres = new(database.Host!, database.Port);
        database.Port = _toPostgres.Port;
        var options = new AppOptions { RabbitMq = _toBroker.ConnectionString, Postgres = database.ConnectionString, Environment = ChaosSettings.Of() };
        Application = new("application", options, say);
        if (!hostile) return;
        _clock = new(Path.Combine(Repository.RunFolder, "clock"));
        _stepped = new("stepped", options with { Environment = new Dictionary<string, string>([.. options.Environment, .. _clock.Environment]) }, say);
    }

    /// <summary>The process that lives through a run of hostile traffic.</summary>
    public Application Application { get; }

    /// <summary>All processes of the application: the first, and in a hostile run a second one whose clock is changed.</summary>
    public IReadOnlyList<Application> Applications => _stepped is null ? [Application] : [Application, _stepped];

    /// <summary>The application's address, the same after each start.</summary>
    public Uri Address => Application.Address;

    /// <summary>The broker's address without the proxy.</summary>
    public string RabbitMq => _broker.ConnectionString;

    /// <summary>The database's address without the proxy.</summary>
    public string Postgres => _postgres.ConnectionString;

    /// <param name="databaseDisk">Size in MB of a separate disk for the database's data, if possible.</param>
    /// <param name="say">Receives progress messages.</param>
    /// <param name="hostile">Whether there is a second process, whose clock can be changed.</param>
    public static async Task<ChaosSystem> StartAsync(int databaseDisk, Action<string> say, bool hostile = false)
    {
        Directory.CreateDirectory(Repository.RunFolder);
        var (broker, postgres) = (PrivateBroker.StartNewAsync(), PrivatePostgres.StartNewAsync(databaseDisk));
        var system = new ChaosSystem(await broker, await postgres, hostile, say);
        await system.StartApplicationsAsync();
        await system.ReadyAsync();
        return system;
    }

    public Task StartApplicationsAsync() => Task.WhenAll(Applications.Select(application => application.StartAsync()));

    /// <summary>Stops gracefully.</summary>
    public Task StopApplicationsAsync() => Task.WhenAll(Applications.Select(application => application.StopAsync()));

    public Task ReadyAsync() => Eventually.Async(
        async () => (await Task.WhenAll(Applications.Select(application => application.IsReadyAsync()))).All(ready => ready), "the application is ready", TimeSpan.FromMinutes(3));

    /// <summary>A client of the broker that can read any message, like the application: undecodable properties are marked.</summary>
    public BrokerClient NewBrokerClient() => new(RabbitMq, factory => factory.SocketFactory = new Transport(null, _ => { }).Open);

    public Task BeginAsync(Fault fault) => (fault.Target, fault.Kind) switch
    {
        (Target.Application, FaultKind.Kill) => Application.KillAsync(),
        (Target.Application, FaultKind.Stop) => Application.StopAsync(),
        (Target.Application, FaultKind.Pause) => Application.PauseAsync(),
        (_, FaultKind.MemoryAlarm) => _broker.FillMemoryAsync(),
        (_, FaultKind.ReadOnly) => _postgres.SetReadOnlyAsync(true),
        (Target.Application, _) => StepAsync(fault.Kind),
        (_, FaultKind.Kill) => ServerOf(fault).KillAsync(),
        (_, FaultKind.Stop) => ServerOf(fault).StopAsync(),
        (_, FaultKind.Pause) => ServerOf(fault).PauseAsync(),
        (_, FaultKind.SlowDisk) => ServerOf(fault).SlowDiskAsync(),
        (_, FaultKind.FullDisk) => ServerOf(fault).FillDiskAsync(),
        _ => BeginNetworkFault(fault),
    };

    public async Task EndAsync(Fault fault)
    {
        switch (fault.Target, fault.Kind)
        {
            case (Target.Application, FaultKind.Pause): await Application.ResumeAsync(); break;
            case (Target.Application, FaultKind.MinuteAhead or FaultKind.MinuteBack or FaultKind.HourAhead or FaultKind.HourBack): _clock!.Set(TimeSpan.Zero); break;
            case (Target.Application, _): await Application.StartAsync(); break;
            case (_, FaultKind.MemoryAlarm): await _broker.FreeMemoryAsync(); break;
            case (_, FaultKind.ReadOnly): await _postgres.SetReadOnlyAsync(false); break;
            case (_, FaultKind.Kill or FaultKind.Stop): await ServerOf(fault).StartAsync(); break;
            case (_, FaultKind.Pause): await ServerOf(fault).ResumeAsync(); break;
            case (_, FaultKind.SlowDisk): await ServerOf(fault).FastDiskAsync(); break;
            case (_, FaultKind.FullDisk):
                // A database that could not write its log has stopped; it is restarted once there is space.
                await ServerOf(fault).FreeDiskAsync();
                await ServerOf(fault).StartAsync();
                break;
            default: await EndNetworkFaultAsync(fault); break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // libfaketime leaves shared memory behind if its process is killed.
        if (_stepped is not null) await _stepped.StopAsync();
        foreach (var application in Applications) await application.DisposeAsync();
        await _toBroker.DisposeAsync();
        await _toPostgres.DisposeAsync();
        await _broker.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    Task StepAsync(FaultKind kind)
    {
        _clock!.Set(kind switch
        {
            FaultKind.MinuteAhead => MinuteStep,
            FaultKind.MinuteBack => -MinuteStep,
            FaultKind.HourAhead => HourStep,
            _ => -HourStep,
        });
        return Task.CompletedTask;
    }

    Task BeginNetworkFault(Fault fault)
    {
        var proxy = ProxyOf(fault);
        if (fault.Kind is FaultKind.SlowLink) proxy.Delay = LinkDelay;
        else if (fault.Kind is FaultKind.Cut) _cuts[fault.Target] = CutAsync(proxy, (_cutting[fault.Target] = new()).Token);
        else proxy.Hold();
        return Task.CompletedTask;
    }

    async Task EndNetworkFaultAsync(Fault fault)
    {
        var proxy = ProxyOf(fault);
        proxy.Delay = TimeSpan.Zero;
        if (fault.Kind is FaultKind.BlackHole) proxy.Cut();
        proxy.Release();
        if (!_cutting.Remove(fault.Target, out var cutting)) return;
        await cutting.CancelAsync();
        await _cuts[fault.Target];
        cutting.Dispose();
    }

    static async Task CutAsync(TcpProxy proxy, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            proxy.Cut();
            await Pace.PassAsync(CutInterval, stop);
        }
    }

    PrivateServer ServerOf(Fault fault) => fault.Target is Target.Broker ? _broker : _postgres;

    TcpProxy ProxyOf(Fault fault) => fault.Target is Target.Broker ? _toBroker : _toPostgres;
}

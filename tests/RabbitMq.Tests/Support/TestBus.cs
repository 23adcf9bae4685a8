using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansOrders.RabbitMq.Tests;

/// <summary>A process of the application with nothing in it but messaging.</summary>
sealed class TestBus : IAsyncDisposable
{
    readonly IHost _host;
    bool _running;

    TestBus(IHost host, LogLines log)
    {
        _host = host;
        Log = log;
    }

    public LogLines Log { get; }

    /// <summary>The wait before the second attempt; the one before the third is twice as long.</summary>
    public static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);

    public IMessagePublisher Publisher => _host.Services.GetRequiredService<IMessagePublisher>();

    public IQueueInspector Inspector => _host.Services.GetRequiredService<IQueueInspector>();

    public BrokerHealth Health => _host.Services.GetRequiredService<IBrokerHealth>().Current;

    public bool IsHealthy => Health is { TakesPublishes: true, Holding.Count: 0 } && Health.Consuming.Values.All(consuming => consuming);

    public static async Task<TestBus> Start(string connectionString, Action<IServiceCollection>? consumers = null, Dictionary<string, string?>? settings = null)
    {
        var bus = Build(connectionString, consumers, settings);
        await bus.StartHost();
        return bus;
    }

    public static TestBus Build(string connectionString, Action<IServiceCollection>? consumers = null, Dictionary<string, string?>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:RabbitMq"] = connectionString,
            ["RabbitMq:Attempts"] = "3",
            ["RabbitMq:FirstRetryDelay"] = FirstRetry.ToString("c"),
            ["RabbitMq:RetryDelayFactor"] = "2",
            ["RabbitMq:FirstReconnectDelay"] = "00:00:00.050",
            ["RabbitMq:MaxReconnectDelay"] = "00:00:00.500",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        var log = new LogLines();
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddRabbitMq(builder.Configuration, BrokerTopology.Declared);
        consumers?.Invoke(builder.Services);
        return new(builder.Build(), log);
    }

    public async Task StartHost()
    {
        await _host.StartAsync();
        _running = true;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async Task Stop()
    {
        _running = false;
        await _host.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_running) await Stop();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}

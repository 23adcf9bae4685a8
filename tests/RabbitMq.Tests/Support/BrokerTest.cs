using Xunit.v3;

// Each test has a virtual host of its own, and mostly waits for the broker.
[assembly: Parallelization(MaxThreads = 4)]

namespace OrleansOrders.RabbitMq.Tests;

/// <summary>A test with a virtual host of its own.</summary>
public abstract class BrokerTest : IAsyncLifetime
{
    TestVirtualHost? _virtualHost;
    Outsider? _outsider;

    protected string Broker => VirtualHost.ConnectionString;

    protected TestVirtualHost VirtualHost => _virtualHost ?? throw new InvalidOperationException("The test has not begun.");

    private protected Outsider Outside => _outsider ?? throw new InvalidOperationException("The test has not begun.");

    public async ValueTask InitializeAsync()
    {
        if (Servers.WhyNot is not null) return;
        _virtualHost = await TestVirtualHost.CreateAsync();
        _outsider = await Outsider.Connect(Broker);
    }

    public async ValueTask DisposeAsync()
    {
        if (_outsider is not null) await _outsider.DisposeAsync();
        if (_virtualHost is not null) await _virtualHost.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A process that consumes a queue and answers each of its deliveries so.</summary>
    private protected Task<TestBus> Consuming(Func<Delivery, CancellationToken, ValueTask<HandlerResult>> answer, Dictionary<string, string?>? settings = null, string queue = Queues.OrderPlaced) =>
        TestBus.Start(Broker, services => services.AddSingleton(new RecordingHandler { Answer = answer }).AddQueueConsumer<RecordingHandler>(queue), settings);

    private protected Task<TestBus> Consuming(Func<Delivery, HandlerResult> answer, Dictionary<string, string?>? settings = null, string queue = Queues.OrderPlaced) =>
        Consuming((delivery, _) => ValueTask.FromResult(answer(delivery)), settings, queue);
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class StartTests : BrokerTest
{
    const string WrongPassword = "wr0ng-pa55";

    [ServerFact]
    public async Task A_wrong_password_stops_the_start_and_is_not_repeated()
    {
        await using var bus = TestBus.Build(With(uri => uri.Password = WrongPassword));
        var refusal = await Assert.ThrowsAsync<BrokerRefusedException>(bus.StartHost);
        Assert.Contains("refuses the user name or password", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongPassword, refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(bus.Log.All, line => line.Contains(WrongPassword, StringComparison.Ordinal));
    }

    [ServerFact]
    public async Task A_virtual_host_that_is_not_there_stops_the_start()
    {
        await using var bus = TestBus.Build(With(uri => uri.Path = "/no_such_host"));
        var refusal = await Assert.ThrowsAsync<BrokerRefusedException>(bus.StartHost);
        Assert.Contains("no_such_host", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_is_away_is_waited_for_and_health_is_red()
    {
        var uri = $"amqp://user:{WrongPassword}@127.0.0.1:{FreePort.Find()}/";
        await using var bus = await TestBus.Start(uri, services => services.AddQueueConsumer<RecordingHandler>(Queues.OrderPlaced));

        Assert.False(bus.IsHealthy);
        Assert.NotNull(bus.Health.Error);
        Assert.Null(await bus.Inspector.Depth(Queues.OrderPlaced, default));
        Assert.DoesNotContain(bus.Log.All, line => line.Contains(WrongPassword, StringComparison.Ordinal));
    }

    /// <summary>Many times, since what matters is where an attempt stands at that moment: it may be refused only after the stop has begun.</summary>
    [Fact]
    public async Task Stopping_while_the_broker_refuses_is_no_error()
    {
        var uri = $"amqp://user:{WrongPassword}@127.0.0.1:{FreePort.Find()}/";
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            await using var bus = await TestBus.Start(uri, settings: new()
            {
                ["RabbitMq:FirstReconnectDelay"] = "00:00:00.010", ["RabbitMq:MaxReconnectDelay"] = "00:00:00.010", ["RabbitMq:ConfirmTimeout"] = "00:00:00.100",
            });
            await Assert.ThrowsAsync<BrokerUnavailableException>(() => bus.Publisher.Publish(Messages.Placed("m"), default));
        }));
    }

    // Whatever the client throws at that moment: a start that was stopped is no failure of the process.
    [Fact]
    public async Task A_start_that_is_stopped_while_it_connects_ends_as_stopped()
    {
        using var stop = new CancellationTokenSource();
        var options = new RabbitMqOptions { Uri = "amqp://127.0.0.1" };
        await using var connection = new BrokerConnection(
            "a test", new StoppedWhileOpening(stop), options, new(BrokerTopology.Declared, Options.Create(options)), TimeProvider.System, TaskScheduler.Default, () => 0,
            NullLogger<BrokerConnection>.Instance);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.Start(stop.Token));
    }

    [Fact]
    public async Task A_caller_who_gives_up_while_the_broker_is_away_is_let_go()
    {
        var uri = $"amqp://user:{WrongPassword}@127.0.0.1:{FreePort.Find()}/";
        await using var bus = await TestBus.Start(uri);
        using var giveUp = new CancellationTokenSource();
        var publish = bus.Publisher.Publish(Messages.Placed("m"), giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publish);
    }

    [ServerFact]
    public async Task The_password_is_in_no_log_line_of_a_working_process()
    {
        var password = new Uri(Broker).UserInfo.Split(':')[1];
        Assert.NotEqual(new Uri(Broker).UserInfo.Split(':')[0], password);
        await using var proxy = new TcpProxy(Broker);
        await using var bus = await TestBus.Start(proxy.ConnectionString, services => services.AddQueueConsumer<RecordingHandler>(Queues.OrderPlaced));
        await Eventually.Async(() => bus.IsHealthy, "healthy");
        proxy.Cut();
        await Eventually.Async(() => bus.Log.All.Count(line => line.Contains("Consuming order_placed", StringComparison.Ordinal)) == 2, "consuming again");

        Assert.DoesNotContain(bus.Log.All, line => line.Contains(password, StringComparison.Ordinal));
    }

    sealed class StoppedWhileOpening(CancellationTokenSource stop) : IConnectionSource
    {
        public async Task<OpenedConnection> Open(string name, CancellationToken ct)
        {
            await stop.CancelAsync();
            throw new OperationInterruptedException(new(ShutdownInitiator.Library, 541, "Connection reset by peer."));
        }
    }

    string With(Action<UriBuilder> change)
    {
        var builder = new UriBuilder(Broker);
        change(builder);
        return builder.Uri.AbsoluteUri;
    }
}

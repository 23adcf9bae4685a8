using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using static OrleansOrders.Simulation.Tests.BrokerSuite;

namespace OrleansOrders.Simulation.Tests;

/// <summary>What the system relies on in queues: delays, counts, and the ends of things.</summary>
public sealed class QueueSuite
{
    public static TheoryData<string> Brokers => BrokerBenches.Names;

    [Theory, MemberData(nameof(Brokers))]
    public Task What_expires_goes_where_its_queue_says_as_it_was(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await Queue(channel, "work");
        await Queue(channel, "delay", ToWork());
        var properties = new BasicProperties { MessageId = "m-1", Expiration = "1000", Headers = new Dictionary<string, object?> { ["x-attempt"] = 2 } };
        await channel.BasicPublishAsync("", "delay", mandatory: true, properties, Body("a"));
        Assert.Equal(0u, await channel.MessageCountAsync("work"));

        await bench.Until(async () => await channel.MessageCountAsync("work") == 1, "it went on");
        var got = (await channel.BasicGetAsync("work", autoAck: true))!;
        Assert.Equal(("a", "m-1", "", "work"), (Encoding.UTF8.GetString(got.Body.Span), got.BasicProperties.MessageId, got.Exchange, got.RoutingKey));
        Assert.Equal(2, got.BasicProperties.Headers!["x-attempt"]);
        Assert.Null(got.BasicProperties.Expiration);
        Assert.Equal(0u, await channel.MessageCountAsync("delay"));
    });

    [Theory, MemberData(nameof(Brokers))]
    public Task The_shorter_of_the_queues_and_the_messages_time_counts(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await Queue(channel, "work");
        await Queue(channel, "delay", new Dictionary<string, object?>(ToWork()) { ["x-message-ttl"] = 100L });
        await channel.BasicPublishAsync("", "delay", mandatory: true, new BasicProperties { Expiration = "86400000" }, Body("longer"));
        await channel.BasicPublishAsync("", "delay", mandatory: true, new BasicProperties(), Body("none"));
        await bench.Until(async () => await channel.MessageCountAsync("work") == 2, "both went on");
        Assert.Equal(["longer", "none"], await TakeAll(channel, "work"));
    });

    [Theory, MemberData(nameof(Brokers))]
    public Task Behind_a_message_that_waits_longer_the_shorter_one_waits_too(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await Queue(channel, "work");
        await Queue(channel, "delay", ToWork());
        await channel.BasicPublishAsync("", "delay", mandatory: true, new BasicProperties { Expiration = "300" }, Body("long"));
        await channel.BasicPublishAsync("", "delay", mandatory: true, new BasicProperties { Expiration = "1" }, Body("short"));
        await bench.Until(async () => await channel.MessageCountAsync("work") == 2, "both went on");
        Assert.Equal(["long", "short"], await TakeAll(channel, "work"));
    });

    [Theory, MemberData(nameof(Brokers))]
    public Task To_ask_about_a_queue_that_is_not_there_ends_the_channel(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await Queue(channel, "q");
        Assert.Equal((0u, 0u), await Counts(channel, "q"));
        var missing = await Assert.ThrowsAsync<OperationInterruptedException>(() => channel.QueueDeclarePassiveAsync("nobody"));
        Assert.Equal(Constants.NotFound, missing.ShutdownReason!.ReplyCode);
        await bench.Until(() => Task.FromResult(!channel.IsOpen), "the channel is closed");
    });

    [Theory, MemberData(nameof(Brokers))]
    public Task A_queue_keeps_the_arguments_it_was_declared_with(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await Queue(channel, "work");
        await Queue(channel, "delay", ToWork());
        await Queue(channel, "delay", ToWork());
        var other = await Assert.ThrowsAsync<OperationInterruptedException>(() => Queue(channel, "delay"));
        Assert.Equal(Constants.PreconditionFailed, other.ShutdownReason!.ReplyCode);
    });

    [Theory, MemberData(nameof(Brokers))]
    public Task Consumers_hear_that_their_queue_was_deleted(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await Queue(channel, "q");
        var taker = new Taker(channel);
        await channel.BasicConsumeAsync("q", autoAck: false, taker);
        await using var connection = await bench.Connect();
        var other = await connection.CreateChannelAsync();
        Assert.Equal((0u, 1u), await Counts(other, "q"));
        await other.QueueDeleteAsync("q");
        await bench.Until(() => Task.FromResult(taker.IsCancelled), "it was told");
        Assert.True(channel.IsOpen);
    });

    [Theory, MemberData(nameof(Brokers))]
    public Task To_publish_to_an_exchange_that_is_not_there_ends_the_channel(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await Assert.ThrowsAnyAsync<Exception>(async () => await channel.BasicPublishAsync("nowhere", "x", mandatory: true, new BasicProperties(), Body("a")).AsTask());
        await bench.Until(() => Task.FromResult(!channel.IsOpen), "the channel is closed");
        Assert.Equal(Constants.NotFound, channel.CloseReason!.ReplyCode);
    });

    static async Task On(string name, Func<IBrokerBench, Task> test)
    {
        await using var bench = await BrokerBenches.Create(name);
        await bench.Run(() => test(bench));
    }

    static async Task<(uint Ready, uint Consumers)> Counts(IChannel channel, string queue)
    {
        var found = await channel.QueueDeclarePassiveAsync(queue);
        return (found.MessageCount, found.ConsumerCount);
    }

    static Dictionary<string, object?> ToWork() => new() { ["x-dead-letter-exchange"] = "", ["x-dead-letter-routing-key"] = "work" };
}

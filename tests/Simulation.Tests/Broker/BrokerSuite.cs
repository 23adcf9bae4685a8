using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.Simulation.Tests;

/// <summary>What the system relies on in a broker: the same tests for RabbitMQ and for the simulated one, so that it does not lie.</summary>
public sealed class BrokerSuite
{
    static readonly CreateChannelOptions Confirms = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    public static TheoryData<string> Names => BrokerBenches.Names;

    [Theory, MemberData(nameof(Names))]
    public Task What_is_confirmed_is_in_the_queue_with_everything_it_said(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await Queue(channel, "q");
        var properties = new BasicProperties
        {
            MessageId = "m-1", Type = "t", CorrelationId = "c", AppId = "a", ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent, Timestamp = new(77),
            Headers = new Dictionary<string, object?> { ["text"] = "x", ["number"] = 3 },
        };
        await channel.BasicPublishAsync("", "q", mandatory: true, properties, "body"u8.ToArray());

        var got = (await channel.BasicGetAsync("q", autoAck: true))!;
        Assert.Equal("body"u8.ToArray(), got.Body.ToArray());
        Assert.Equal(("", "q", false, 0u), (got.Exchange, got.RoutingKey, got.Redelivered, got.MessageCount));
        var said = got.BasicProperties;
        Assert.Equal(("m-1", "t", "c", "a", "application/json", 77L), (said.MessageId, said.Type, said.CorrelationId, said.AppId, said.ContentType, said.Timestamp.UnixTime));
        Assert.Equal("x"u8.ToArray(), said.Headers!["text"]);
        Assert.Equal(3, said.Headers["number"]);
    });

    [Theory, MemberData(nameof(Names))]
    public Task A_topic_goes_by_words_and_a_direct_exchange_by_the_whole_key(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await channel.ExchangeDeclareAsync("topics", "topic", durable: true, autoDelete: false);
        await channel.ExchangeDeclareAsync("straight", "direct", durable: true, autoDelete: false);
        await Queue(channel, "one");
        await Queue(channel, "two");
        await channel.QueueBindAsync("one", "topics", "order.placed.*");
        await channel.QueueBindAsync("one", "topics", "order.#");
        await channel.QueueBindAsync("two", "topics", "order.placed");
        await channel.QueueBindAsync("two", "straight", "");

        await channel.BasicPublishAsync("topics", "order.placed.usd", mandatory: true, new BasicProperties(), Body("a"));
        await channel.BasicPublishAsync("topics", "order.placed", mandatory: true, new BasicProperties(), Body("b"));
        await channel.BasicPublishAsync("straight", "", mandatory: true, new BasicProperties(), Body("c"));
        Assert.Equal(["a", "b"], await TakeAll(channel, "one"));
        Assert.Equal(["b", "c"], await TakeAll(channel, "two"));
    });

    [Theory, MemberData(nameof(Names))]
    public Task What_no_queue_wants_comes_back_when_it_must_not_get_lost_and_is_confirmed_otherwise(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await channel.ExchangeDeclareAsync("topics", "topic", durable: true, autoDelete: false);
        await channel.BasicPublishAsync("topics", "nobody", mandatory: false, new BasicProperties(), Body("a"));
        var returned = await Assert.ThrowsAnyAsync<PublishException>(async () => await channel.BasicPublishAsync("topics", "nobody", mandatory: true, new BasicProperties(), Body("a")));
        Assert.True(returned.IsReturn);
        Assert.True(channel.IsOpen);
    });

    [Theory, MemberData(nameof(Names))]
    public Task A_consumer_has_no_more_in_hand_than_its_prefetch(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await Publish(channel, "q", "a", "b", "c");
        var taker = await Consume(channel, "q", prefetch: 2);
        await bench.Until(() => Task.FromResult(taker.Taken.Count == 2), "two are there");
        Assert.Equal(1u, await channel.MessageCountAsync("q"));
        await channel.BasicAckAsync(1, multiple: false);
        await bench.Until(() => Task.FromResult(taker.Taken.Count == 3), "the third comes");
        Assert.Equal(["a", "b", "c"], taker.Taken.Select(message => Encoding.UTF8.GetString(message.Body)));
    });

    [Theory, MemberData(nameof(Names))]
    public Task What_was_not_settled_comes_back_marked_and_first_when_its_channel_closes(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await Publish(channel, "q", "a", "b", "c");
        var connection = await bench.Connect();
        var other = await connection.CreateChannelAsync();
        var taker = await Consume(other, "q", prefetch: 2);
        await bench.Until(() => Task.FromResult(taker.Taken.Count == 2), "two are there");
        await connection.CloseAsync();

        await bench.Until(async () => await channel.MessageCountAsync("q") == 3, "both are back");
        foreach (var (body, again) in new[] { ("a", true), ("b", true), ("c", false) })
        {
            var got = (await channel.BasicGetAsync("q", autoAck: true))!;
            Assert.Equal((body, again), (Encoding.UTF8.GetString(got.Body.Span), got.Redelivered));
        }
    });

    [Theory, MemberData(nameof(Names))]
    public Task One_acknowledgement_may_be_for_all_before_it(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await Publish(channel, "q", "a", "b", "c");
        await using var connection = await bench.Connect();
        var other = await connection.CreateChannelAsync();
        var taker = await Consume(other, "q", prefetch: 10);
        await bench.Until(() => Task.FromResult(taker.Taken.Count == 3), "all are there");
        await other.BasicAckAsync(2, multiple: true);
        await other.CloseAsync();
        await bench.Until(async () => await channel.MessageCountAsync("q") == 1, "one is back");
        Assert.Equal(["c"], await TakeAll(channel, "q"));
    });

    [Theory, MemberData(nameof(Names))]
    public Task To_settle_twice_ends_the_channel(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await Publish(channel, "q", "a");
        var taker = await Consume(channel, "q", prefetch: 10);
        await bench.Until(() => Task.FromResult(taker.Taken.Count == 1), "it is there");
        await channel.BasicAckAsync(1, multiple: false);
        await channel.BasicAckAsync(1, multiple: false);
        await bench.Until(() => Task.FromResult(!channel.IsOpen), "the channel is closed");
        Assert.Equal(Constants.PreconditionFailed, channel.CloseReason!.ReplyCode);
    });

    [Theory, MemberData(nameof(Names))]
    public Task After_a_cancel_nothing_more_comes_and_what_came_can_be_settled(string name) => On(name, async bench =>
    {
        await using var channel = await Open(bench);
        await Publish(channel, "q", "a");
        var taker = new Taker(channel);
        await channel.BasicQosAsync(0, 10, global: false);
        var tag = await channel.BasicConsumeAsync("q", autoAck: false, taker);
        await bench.Until(() => Task.FromResult(taker.Taken.Count == 1), "it is there");
        await channel.BasicCancelAsync(tag);
        await Publish(channel, "q", "b");
        await channel.BasicAckAsync(1, multiple: false);
        Assert.Equal(["b"], await TakeAll(channel, "q"));
        Assert.True(channel.IsOpen);
    });

    static async Task On(string name, Func<IBrokerBench, Task> test)
    {
        await using var bench = await BrokerBenches.Create(name);
        await bench.Run(() => test(bench));
    }

    internal static async Task<IChannel> Open(IBrokerBench bench) => await (await bench.Connect()).CreateChannelAsync(Confirms);

    internal static Task Queue(IChannel channel, string queue, IDictionary<string, object?>? arguments = null) =>
        channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments);

    internal static byte[] Body(string text) => Encoding.UTF8.GetBytes(text);

    internal static async Task<List<string>> TakeAll(IChannel channel, string queue)
    {
        var bodies = new List<string>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } got) bodies.Add(Encoding.UTF8.GetString(got.Body.Span));
        return bodies;
    }

    static async Task Publish(IChannel channel, string queue, params string[] bodies)
    {
        await Queue(channel, queue);
        foreach (var body in bodies) await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, Body(body));
    }

    static async Task<Taker> Consume(IChannel channel, string queue, ushort prefetch)
    {
        var taker = new Taker(channel);
        await channel.BasicQosAsync(0, prefetch, global: false);
        await channel.BasicConsumeAsync(queue, autoAck: false, taker);
        return taker;
    }
}

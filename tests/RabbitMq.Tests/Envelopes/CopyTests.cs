using System.Text;

namespace OrleansOrders.RabbitMq.Tests;

/// <summary>Copies of messages that the client decoded and cannot encode again, where nothing guards the client.</summary>
public sealed class CopyTests : DeskTest
{
    public static TheoryData<string> Texts => [.. RawProperties.Texts.Keys];

    [ServerTheory]
    [MemberData(nameof(Texts))]
    public async Task A_text_that_has_grown_is_left_out_and_named(string name)
    {
        await using var bus = await Unguarded(0, _ => HandlerResult.Poison("bad", "it is"));
        using var raw = await RawPublisher.ConnectAsync(Broker);
        await raw.PublishAsync(Exchanges.NewOrders, "", RawProperties.Text(name, [.. Enumerable.Repeat((byte)0xFF, 255)]), "no order"u8.ToArray());

        var letter = await Letter(bus);

        Assert.Equal(("bad", $"left out of this copy: {name}; it is"), (letter.Reason, letter.Error));
        Assert.Equal("no order"u8.ToArray(), letter.Body.ToArray());
    }

    [ServerFact]
    public async Task A_header_whose_name_has_grown_is_left_out()
    {
        await using var bus = await Unguarded(0, _ => HandlerResult.Poison("bad", "it is"));
        using var raw = await RawPublisher.ConnectAsync(Broker);
        await raw.PublishAsync(Exchanges.NewOrders, "", RawProperties.Headers([.. RawProperties.Entry([.. Enumerable.Repeat((byte)0xFF, 255)], 't', [1]), .. RawProperties.Entry("kept"u8, 't', [1])]), "no order"u8.ToArray());

        var letter = await Letter(bus);

        Assert.Equal("left out of this copy: a header; it is", letter.Error);
        Assert.Equal("true", letter.Headers["kept"]);
    }

    [ServerFact]
    public async Task One_that_is_tried_again_comes_back_without_it()
    {
        await using var bus = await Unguarded(0, delivery => delivery.Attempt == 1 ? throw new TimeoutException("not yet") : HandlerResult.Done);
        using var raw = await RawPublisher.ConnectAsync(Broker);
        await raw.PublishAsync(Exchanges.NewOrders, "", RawProperties.Text("message_id", [.. Enumerable.Repeat((byte)0xFF, 255)]), "no order"u8.ToArray());

        await Eventually.Async(() => bus.Handled().Count() == 2, "tried again");
        Assert.Null(bus.Handled().Last().MessageId);
    }

    [ServerFact]
    public async Task Headers_beyond_the_brokers_frames_are_left_out_of_the_letter_and_of_what_goes_back()
    {
        // As with a broker whose frame_max is as small: it closes the connection over a larger frame.
        const uint FrameMax = 8 * 1024;
        await using var bus = await Unguarded(FrameMax, _ => HandlerResult.Poison("bad", "it is"));
        var large = new Dictionary<string, object?> { ["large"] = new string('x', 12_000) };
        await Outside.Publish(Exchanges.NewOrders, "", "no order"u8.ToArray(), new() { MessageId = "m", Headers = large });

        var letter = await Letter(bus);
        Assert.Equal(("m", "left out of this copy: headers; it is"), (letter.MessageId, letter.Error));

        var foreign = Tests.Letter.Properties("foreign");
        foreign.Headers!["large"] = large["large"];
        await Outside.PutLetter(foreign, "no order");
        await Outside.UntilThereAre(2);
        Assert.Equal(2, (await DeskOf(bus).Replay(Any, "me", default)).Replayed);
        await Eventually.Async(() => bus.Handled().Count() == 3, "both came back");
        Assert.All(bus.Handled().Skip(1), delivery => Assert.DoesNotContain("large", delivery.Headers.Keys));
        Assert.DoesNotContain(bus.Log.All, line => line.Contains("Lost the RabbitMQ connection", StringComparison.Ordinal));
    }

    [ServerFact]
    public async Task What_cannot_be_encoded_is_told_from_a_broker_that_is_away()
    {
        await using var bus = await TestBus.Start(Broker);
        var tooLong = Messages.Placed("m") with { MessageId = new string('ü', 128) };
        var noWire = Messages.Placed("m") with { Headers = new Dictionary<string, object?> { ["day"] = new Version(1, 0) } };
        var tooLarge = Messages.Placed("m") with { Headers = new Dictionary<string, object?> { ["large"] = new byte[200_000] } };
        var noKey = Messages.To(Exchanges.Notifications, new string('ü', 128), "m") with { Type = "t" };

        foreach (var message in (OutgoingMessage[])[tooLong, noWire, tooLarge, noKey])
            await Assert.ThrowsAsync<UnsendableMessageException>(() => bus.Publisher.Publish(message, default));

        // The channels are as good as before.
        await bus.Publisher.PublishAll(Messages.PlacedMany(50), default);
        Assert.DoesNotContain(bus.Log.All, line => line.Contains("Lost the RabbitMQ connection", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_that_is_set_aside_or_sent_back_is_larger_than_what_passes_the_guard()
    {
        var headers = MostHeaders();
        var message = new InboundMessage(null!, null!, 1, new BasicProperties { MessageId = new('x', 255), Headers = headers }, InboundReader.Read(
            Queues.OrderPlaced, "", Queues.OrderPlaced, false, new BasicProperties { Headers = headers }, default), default);

        var letter = FailedMessage.DeadLetter(message, new('r', 5_000), new('€', 5_000), Guid.Empty, DateTimeOffset.UnixEpoch).Properties();
        var retry = FailedMessage.Retry(message, TimeSpan.FromSeconds(1)).Properties();

        Assert.All((BasicProperties[])[letter, retry], copy => Assert.Equal(EnvelopeProblem.None, EnvelopeCheck.Problem(RandomProperties.Write(copy))));
        Assert.Null(SendableProperties.Problem(letter, 128 * 1024));
    }

    async Task<DeadLetter> Letter(TestBus bus)
    {
        await Outside.UntilThereAre(1);
        return Assert.Single((await DeskOf(bus).List(Any, 10, default)).Letters);
    }

    Task<TestBus> Unguarded(uint frameMax, Func<Delivery, HandlerResult> answer) => ConsumingAll(
        answer, services => services.AddSingleton<IConnectionSource>(provider => new TestConnectionSource(provider) { Unguarded = true, FrameMax = frameMax }));

    /// <summary>As much of everything as is carried along.</summary>
    static Dictionary<string, object?> MostHeaders()
    {
        var headers = new Dictionary<string, object?>
        {
            [MessageHeaders.OriginalBody] = Encoding.ASCII.GetBytes(Convert.ToBase64String(new byte[MessageHeaders.MaxOriginalBody])),
            [MessageHeaders.ReplayedBy] = new byte[23_000],
        };
        for (var i = 0; i < 100; i++) headers[$"foreign-{i}"] = new byte[150];
        return headers;
    }
}

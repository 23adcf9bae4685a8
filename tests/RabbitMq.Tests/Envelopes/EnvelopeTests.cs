using System.Text;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class EnvelopeTests : DeskTest
{
    static readonly byte[] Body = """{"order_id":"o","customer_id":"c","item":"burger","qty":1}"""u8.ToArray();

    [ServerFact]
    public Task Each_poison_ends_in_the_dead_letters_alone_whatever_way_it_came_and_whatever_its_body_says() => EachPoison(Broker, PoisonEnvelope.All, _ => { });

    [ServerFact]
    public async Task Each_poison_ends_in_the_dead_letters_alone_over_tls_too()
    {
        using var authority = new TestAuthority();
        await using var tls = new TcpProxy(Broker, authority);
        await EachPoison(tls.ConnectionString, [.. PoisonEnvelope.All.Where(poison => !poison.IsHeavy)], services => services.AddSingleton<IConnectionSource>(provider => new TestConnectionSource(provider) { Trusted = authority.Trusted }));
    }

    async Task EachPoison(string broker, IReadOnlyList<PoisonEnvelope> poisons, Action<IServiceCollection> connect)
    {
        await using var bus = await TestBus.Start(broker, services =>
        {
            connect(services);
            AddDesk(services);
            AllQueues.Consume(services);
        });
        await Eventually.Async(() => bus.IsHealthy, "healthy");
        using var raw = await RawPublisher.ConnectAsync(Broker);
        var innocents = 0;
        IEnumerable<PoisonEnvelope> Of(string queue) => poisons.Where(poison => queue == Queues.OrderPlaced || !poison.IsHeavy);
        foreach (var queue in AllQueues.Entrances)
        {
            List<(string, string, byte[])> messages = [.. Of(queue).Select(poison => (BrokerNames.DefaultExchange, queue, poison.Properties(IdOf(poison, queue))))];
            if (queue != BrokerNames.DeadLetterQueue)
            {
                innocents += messages.Count;
                messages = [.. messages.SelectMany(message => new[] { message, (BrokerNames.DefaultExchange, queue, RawProperties.Text("message_id", "innocent"u8)) })];
            }

            await raw.PublishAllAsync(messages, Body);
        }

        await Eventually.Async(() => bus.Handled().Count() >= innocents, "every innocent is handled");
        await Outside.UntilThereAre(AllQueues.Entrances.Sum(queue => Of(queue).Count()));
        Assert.All(bus.Handled(), delivery => Assert.Equal("innocent", delivery.MessageId));
        Assert.DoesNotContain(bus.Log.All, line => line.Contains("Lost the RabbitMQ connection", StringComparison.Ordinal));
        Assert.True(bus.IsHealthy, bus.Health.ToString());

        var letters = (await DeskOf(bus).List(Any, 1_000, default)).Letters;
        Assert.All(letters, letter => Assert.Equal(DeadLetterReasons.UndecodableEnvelope, letter.Reason));
        Assert.All(letters, letter => Assert.Equal(Body, letter.Body.ToArray()));
        foreach (var queue in AllQueues.Entrances) Assert.All(Of(queue), poison => AssertIsShown(letters, poison, queue));

        await SendsBack(bus, letters);
    }

    /// <summary>Letters of a consumer of this system are replayed without their properties; letters that another program published to the queue can be deleted.</summary>
    async Task SendsBack(TestBus bus, IReadOnlyList<DeadLetter> letters)
    {
        var placed = letters.Where(letter => letter.Queue == Queues.OrderPlaced).ToList();
        Assert.Equal(placed.Count, (await DeskOf(bus).Replay(new DeadLetterFilter(Queues.OrderPlaced), "me", default)).Replayed);
        await Eventually.Async(() => bus.Handled().Count(IsReplay) == placed.Count, "handled now");
        Assert.All(bus.Handled().Where(IsReplay), delivery =>
            Assert.Equal([MessageHeaders.Attempt, MessageHeaders.OriginExchange, MessageHeaders.OriginRoutingKey, MessageHeaders.ReplayedBy, MessageHeaders.Replays], delivery.Headers.Keys.Order(StringComparer.Ordinal)));

        // Whoever looks again finds the same, and costs the broker no more than other letters do.
        Assert.Equal(
            letters.Where(letter => letter.Queue is null).Select(letter => (letter.Id, letter.Envelope!.Size)).Order(),
            (await DeskOf(bus).List(new DeadLetterFilter(Reason: DeadLetterReasons.UndecodableEnvelope), 1_000, default)).Letters.Where(letter => letter.Queue is null).Select(letter => (letter.Id, letter.Envelope!.Size)).Order());
        var foreign = letters.First(letter => letter.Queue is null);
        Assert.Equal(ReplayOutcome.NoOrigin, await DeskOf(bus).Replay(foreign.Id, null, "me", default));
        Assert.True(await DeskOf(bus).Delete(foreign.Id, default));
        await Outside.UntilThereAre(letters.Count - placed.Count - 1);

        static bool IsReplay(Delivery delivery) => delivery.Headers.ContainsKey(MessageHeaders.Replays);
    }

    static void AssertIsShown(IReadOnlyList<DeadLetter> letters, PoisonEnvelope poison, string queue)
    {
        var id = IdOf(poison, queue);
        var properties = poison.Properties(id);
        var from = queue == BrokerNames.DeadLetterQueue ? null : queue;
        var letter = Assert.Single(letters, letter => letter.Queue == from && letter.Envelope!.Bytes.Span.SequenceEqual(properties.AsSpan(0, Math.Min(properties.Length, UndecodedEnvelope.MaxKept)))
            && letter.MessageId == (poison.KeepsMessageId ? id : null) && letter.Envelope.Size == properties.Length);
        Assert.Equal($"the properties cannot be decoded: {poison.Problem}", letter.Error);
    }

    static string IdOf(PoisonEnvelope poison, string queue) => $"{queue}: {poison} id";

    [ServerFact]
    public async Task Many_headers_of_a_producer_do_not_displace_ours()
    {
        await using var bus = await ConsumingAll(_ => HandlerResult.Poison("bad", "it is"));
        var headers = Enumerable.Range(0, 2_000).ToDictionary(i => $"header-{i}", object? (i) => "0123456789");
        await Outside.Publish(Exchanges.NewOrders, "", Body, new() { MessageId = "m", Headers = headers });
        await Outside.UntilThereAre(1);

        var letter = Assert.Single((await DeskOf(bus).List(Any, 10, default)).Letters);

        Assert.Equal(("bad", "it is", 1, Queues.OrderPlaced, Exchanges.NewOrders), (letter.Reason, letter.Error, letter.Attempts, letter.Queue, letter.Exchange));
        Assert.Equal(ReplayOutcome.Replayed, await DeskOf(bus).Replay(letter.Id, null, "me", default));
        await Eventually.Async(() => bus.Handled().Count() == 2, "handled again");
        Assert.Equal(1, int.Parse(Encoding.UTF8.GetBytes(bus.Handled().Last().Headers[MessageHeaders.Replays]!.ToString()!), null));
    }

    [ServerFact]
    public async Task A_letter_that_claims_an_envelope_of_its_own_has_none()
    {
        await using var bus = await ConsumingAll(_ => HandlerResult.Poison("bad", "it is"));
        await Outside.Publish(Exchanges.NewOrders, "", Body, new() { Headers = new Dictionary<string, object?> { [MessageHeaders.Envelope] = "AAAA", [MessageHeaders.EnvelopeSize] = 7 } });
        await Outside.UntilThereAre(1);

        Assert.Null(Assert.Single((await DeskOf(bus).List(Any, 10, default)).Letters).Envelope);
    }

    [ServerFact]
    public async Task A_body_larger_than_the_client_accepts_by_default_is_set_aside_too()
    {
        await using var bus = await ConsumingAll(delivery => delivery.Body.Length > 1_000 ? HandlerResult.Poison("too_large", "the body is") : HandlerResult.Done);
        using var raw = await RawPublisher.ConnectAsync(Broker);
        var body = new byte[ConnectionFactory.DefaultMaxInboundMessageBodySize + 1];
        try
        {
            await raw.PublishAsync(Exchanges.NewOrders, "", RawProperties.Text("message_id", "large"u8), body);
        }
        catch (InvalidOperationException e) when (e.Message.Contains("PRECONDITION_FAILED", StringComparison.Ordinal))
        {
            Assert.Skip("This broker's max_message_size is smaller, so that no such message comes.");
        }

        await Outside.UntilThereAre(1);
        await bus.Publisher.Publish(Messages.Placed("small"), default);
        await Eventually.Async(() => bus.Get<RecordingHandler>().Ids.Contains("small"), "the next one is handled");
        Assert.DoesNotContain(bus.Log.All, line => line.Contains("Lost the RabbitMQ connection", StringComparison.Ordinal));
    }
}

using System.Text;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class ReplayTests : DeskTest
{
    [ServerFact]
    public async Task A_replayed_letter_goes_to_its_queue_alone_as_it_was_at_first()
    {
        await using var bus = await WithDesk();
        await Outside.Channel.QueueDeclareAsync("listener", durable: false, exclusive: true, autoDelete: true);
        await Outside.Channel.QueueBindAsync("listener", Exchanges.OrderEvents, "#");
        await Outside.PutLetters(40);
        var letter = (await DeskOf(bus).List(Any, 50, default)).Letters[17];

        Assert.Equal(ReplayOutcome.Replayed, await DeskOf(bus).Replay(letter.Id, null, "me", default));

        var copy = await Eventually.Async(() => Outside.Take(Queues.OrderPlaced), taken => taken is not null, "the copy");
        Assert.Equal(("m-17", "order-of-m-17", "order.placed", true), (copy!.BasicProperties.MessageId, copy.BasicProperties.CorrelationId, copy.BasicProperties.Type, copy.BasicProperties.Persistent));
        Assert.Equal("""{"order_id":"o"}""", Encoding.UTF8.GetString(copy.Body.Span));
        var headers = copy.BasicProperties.Headers!;
        Assert.Equal((1, 1, "me"), ((int)headers[MessageHeaders.Attempt]!, (int)headers[MessageHeaders.Replays]!, Text(headers, MessageHeaders.ReplayedBy)));
        Assert.Equal((Exchanges.OrderEvents, "order.placed.eur"), (Text(headers, MessageHeaders.OriginExchange), Text(headers, MessageHeaders.OriginRoutingKey)));
        Assert.DoesNotContain(headers.Keys, name => name is MessageHeaders.Reason or MessageHeaders.DeadLetterId or MessageHeaders.OriginQueue or MessageHeaders.OriginalBody);
        Assert.Equal(0, await Outside.Ready("listener"));
        Assert.Equal(Letter.Ids(40).Where(id => id != "m-17"), await Outside.TakeAllIds(BrokerNames.DeadLetterQueue));
    }

    [ServerFact]
    public async Task A_selection_goes_and_says_what_was_not_there()
    {
        await using var bus = await WithDesk();
        await Outside.PutLetters(10);
        await Outside.PutLetter(new() { MessageId = "foreign" });
        await Outside.UntilThereAre(11);
        var letters = (await DeskOf(bus).List(Any, 50, default)).Letters;
        var nobody = Guid.NewGuid();

        var report = await DeskOf(bus).Replay([letters[2].Id, nobody, letters[7].Id, letters[10].Id], "me", default);

        Assert.Equal((2, false), (report.Replayed, report.Truncated));
        Assert.Equal([nobody], report.NotFound);
        Assert.Equal([letters[10].Id], report.NoOrigin);
        Assert.Equal(["m-2", "m-7"], (await Outside.TakeAllIds(Queues.OrderPlaced)).Order());
        await Outside.UntilThereAre(9);
    }

    [ServerFact]
    public async Task A_group_goes_and_the_others_stay()
    {
        await using var bus = await WithDesk();
        await Outside.PutLetters(40, Queues.OrderPlaced, "not_json", "a");
        await Outside.PutLetters(50, Queues.OrderStatus, "order_not_found", "b");
        await Outside.PutLetters(3, Queues.OrderStatus, "not_json", "c");

        var report = await DeskOf(bus).Replay(new DeadLetterFilter(Queues.OrderStatus, "order_not_found"), "me", default);

        Assert.Equal(50, report.Replayed);
        Assert.Equal(Letter.Ids(50, "b").Order(), (await Outside.TakeAllIds(Queues.OrderStatus)).Order());
        Assert.Equal(0, await Outside.Ready(Queues.OrderPlaced));
        Assert.Equal([.. Letter.Ids(40, "a"), .. Letter.Ids(3, "c")], await Outside.TakeAllIds(BrokerNames.DeadLetterQueue));
    }

    [ServerFact]
    public async Task An_edited_body_goes_with_the_first_one_beside_it()
    {
        await using var bus = await WithDesk();
        await Outside.PutLetter(Letter.Properties("m"), "{broken");
        await Outside.UntilThereAre(1);
        var first = Assert.Single((await DeskOf(bus).List(Any, 50, default)).Letters);

        Assert.Equal(ReplayOutcome.Replayed, await DeskOf(bus).Replay(first.Id, """{"order_id":"o-1"}"""u8.ToArray(), "me", default));
        var copy = (await Eventually.Async(() => Outside.Take(Queues.OrderPlaced), taken => taken is not null, "the copy"))!;
        Assert.Equal("""{"order_id":"o-1"}""", Encoding.UTF8.GetString(copy.Body.Span));
        Assert.Equal("{broken"u8.ToArray(), Convert.FromBase64String(Text(copy.BasicProperties.Headers!, MessageHeaders.OriginalBody)));

        // Set aside again, and edited again.
        var again = Letter.Properties("m");
        again.Headers![MessageHeaders.OriginalBody] = Text(copy.BasicProperties.Headers!, MessageHeaders.OriginalBody);
        again.Headers[MessageHeaders.Replays] = 1;
        await Outside.PutLetter(again, """{"order_id":"o-1"}""");
        await Outside.UntilThereAre(1);
        var second = Assert.Single((await DeskOf(bus).List(Any, 50, default)).Letters);
        Assert.Equal(ReplayOutcome.Replayed, await DeskOf(bus).Replay(second.Id, """{"order_id":"o-2"}"""u8.ToArray(), "me", default));
        copy = (await Eventually.Async(() => Outside.Take(Queues.OrderPlaced), taken => taken is not null, "the second copy"))!;
        Assert.Equal("{broken"u8.ToArray(), Convert.FromBase64String(Text(copy.BasicProperties.Headers!, MessageHeaders.OriginalBody)));
        Assert.Equal(2, copy.BasicProperties.Headers![MessageHeaders.Replays]);
    }

    [ServerFact]
    public async Task A_body_that_could_not_be_kept_is_not_replaced()
    {
        await using var bus = await WithDesk();
        await Outside.PutLetter(Letter.Properties("fits"), new string('x', MessageHeaders.MaxOriginalBody));
        await Outside.PutLetter(Letter.Properties("large"), new string('x', MessageHeaders.MaxOriginalBody + 1));
        await Outside.UntilThereAre(2);
        var letters = (await DeskOf(bus).List(Any, 50, default)).Letters;

        Assert.Equal(ReplayOutcome.Replayed, await DeskOf(bus).Replay(letters[0].Id, "{}"u8.ToArray(), "me", default));
        Assert.Equal(ReplayOutcome.TooLargeToEdit, await DeskOf(bus).Replay(letters[1].Id, "{}"u8.ToArray(), "me", default));
        Assert.Equal(["large"], await Outside.TakeAllIds(BrokerNames.DeadLetterQueue));
    }

    [ServerFact]
    public async Task A_deleted_letter_is_gone_and_the_others_stay()
    {
        await using var bus = await WithDesk();
        await Outside.PutLetters(3);
        var letters = (await DeskOf(bus).List(Any, 50, default)).Letters;

        Assert.True(await DeskOf(bus).Delete(letters[1].Id, default));
        Assert.False(await DeskOf(bus).Delete(letters[1].Id, default));
        Assert.Equal(ReplayOutcome.NotFound, await DeskOf(bus).Replay(letters[1].Id, null, "me", default));
        Assert.Equal(["m-0", "m-2"], await Outside.TakeAllIds(BrokerNames.DeadLetterQueue));
    }

    [ServerFact]
    public async Task A_letter_goes_to_no_queue_but_a_work_queue_of_ours()
    {
        await using var bus = await WithDesk();
        await Outside.PutLetter(Letter.Properties("foreign", "somebody's queue"));
        await Outside.PutLetter(Letter.Properties("circle", BrokerNames.DeadLetterQueue));
        await Outside.UntilThereAre(2);

        foreach (var letter in (await DeskOf(bus).List(Any, 50, default)).Letters)
            Assert.Equal(ReplayOutcome.NoOrigin, await DeskOf(bus).Replay(letter.Id, null, "me", default));
        await Outside.UntilThereAre(2);
    }

    [ServerFact]
    public async Task A_producers_expiry_and_user_do_not_keep_a_letter_from_going()
    {
        await using var bus = await WithDesk();
        var properties = Letter.Properties("m");
        properties.UserId = new Uri(Broker).UserInfo.Split(':')[0];
        properties.Expiration = "86400000";
        await Outside.PutLetter(properties);
        await Outside.UntilThereAre(1);

        Assert.Equal(1, (await DeskOf(bus).Replay(Any, "me", default)).Replayed);

        var copy = (await Eventually.Async(() => Outside.Take(Queues.OrderPlaced), taken => taken is not null, "the copy"))!;
        Assert.Null(copy.BasicProperties.Expiration);
        Assert.Null(copy.BasicProperties.UserId);
    }

    [ServerFact]
    public async Task What_is_poison_again_comes_back_as_another_letter_that_counts_and_ends_no_replay_in_a_circle()
    {
        var handler = new RecordingHandler { Answer = (_, _) => ValueTask.FromResult(HandlerResult.Poison("still_bad", "as before")) };
        await using var bus = await TestBus.Start(Broker, services =>
        {
            AddDesk(services);
            services.AddSingleton(handler).AddQueueConsumer<RecordingHandler>(Queues.OrderPlaced);
        });
        await bus.Publisher.PublishAll(Messages.PlacedMany(40), default);
        await Outside.UntilThereAre(40);
        var before = (await DeskOf(bus).List(Any, 200, default)).Letters;

        var report = await DeskOf(bus).Replay(new DeadLetterFilter(Queues.OrderPlaced, "still_bad"), "me", default);

        Assert.Equal(40, report.Replayed);
        await Outside.UntilThereAre(40);
        var after = (await DeskOf(bus).List(Any, 200, default)).Letters;
        Assert.Equal(before.Select(letter => letter.MessageId).Order(), after.Select(letter => letter.MessageId).Order());
        Assert.Empty(before.Select(letter => letter.Id).Intersect(after.Select(letter => letter.Id)));
        Assert.All(before, letter => Assert.Equal((0, null, 7), (letter.Replays, letter.ReplayedBy, letter.Id.Version)));
        Assert.All(after, letter => Assert.Equal((1, "me", 1, "order.placed.EUR"), (letter.Replays, letter.ReplayedBy, letter.Attempts, letter.RoutingKey)));
        Assert.Equal(80, handler.Seen.Count);
    }

    static string Text(IDictionary<string, object?> headers, string name) => Encoding.UTF8.GetString((byte[])headers[name]!);
}

namespace OrleansOrders.RabbitMq.Tests;

public sealed class LookTests : DeskTest
{
    [ServerFact]
    public async Task A_list_shows_everything_in_order_and_leaves_the_queue_as_it_was()
    {
        await using var bus = await WithDesk();
        await Outside.PutLetters(100);

        var first = await DeskOf(bus).List(Any, 200, default);
        Assert.Equal(100, await Outside.Ready(BrokerNames.DeadLetterQueue));
        var second = await DeskOf(bus).List(Any, 200, default);

        Assert.Equal(Letter.Ids(100), first.Letters.Select(letter => letter.MessageId));
        Assert.Equal(first.Letters.Select(letter => letter.Id), second.Letters.Select(letter => letter.Id));
        Assert.Equal([new(Queues.OrderPlaced, "not_json", "body is not JSON", 100)], second.Groups);
        Assert.False(second.Truncated);
        Assert.Equal(Letter.Ids(100), await Outside.TakeAllIds(BrokerNames.DeadLetterQueue));
    }

    [ServerFact]
    public async Task The_orders_of_all_letters_are_named_once_and_the_queue_is_as_it_was()
    {
        await using var bus = await WithDesk();
        await Outside.PutLetter(Letter.Properties("m-1", Queues.OrderStatus, "order_not_found", "there is no order o"));
        await Outside.PutLetter(Letter.Properties("m-2", Queues.OrderStatus, "order_not_found", "there is no order o"));
        await Outside.UntilThereAre(2);

        var orders = await DeskOf(bus).Collect(LetterOrder.Of, default);

        Assert.Equal(["o"], orders.Select(order => order.Value));
        Assert.Equal(2, await Outside.Ready(BrokerNames.DeadLetterQueue));
    }

    [ServerFact]
    public async Task A_letter_is_shown_with_its_story()
    {
        await using var bus = await WithDesk();
        var properties = Letter.Properties("m", Queues.OrderStatus, "order_not_found", "there is no order o");
        properties.Headers!["Authorization"] = "Bearer abc";
        properties.Headers["x-flag"] = true;
        await Outside.PutLetter(properties);
        await Outside.UntilThereAre(1);

        var listed = Assert.Single((await DeskOf(bus).List(Any, 10, default)).Letters);
        var found = await DeskOf(bus).Find(listed.Id, default);

        Assert.NotNull(found);
        Assert.Equal(properties.Headers[MessageHeaders.DeadLetterId], found.Id.ToString("D"));
        Assert.Equal(
            (Queues.OrderStatus, "order_not_found", "there is no order o", 3, "order_events", "order.placed.eur", 0),
            (found.Queue, found.Reason, found.Error, found.Attempts, found.Exchange, found.RoutingKey, found.Replays));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero), found.At);
        Assert.Equal("""{"order_id":"o"}"""u8.ToArray(), found.Body.ToArray());
        Assert.DoesNotContain("Authorization", found.Headers.Keys);
        Assert.Equal(3L, found.Headers[MessageHeaders.Attempts]);
        Assert.Equal("true", found.Headers["x-flag"]);
        Assert.Null(await DeskOf(bus).Find(Guid.NewGuid(), default));
        await Outside.UntilThereAre(1);
    }

    [ServerFact]
    public async Task A_list_is_filtered_and_counts_more_than_it_shows()
    {
        await using var bus = await WithDesk();
        await Outside.PutLetters(5, reason: "not_json", prefix: "a");
        await Outside.PutLetters(7, Queues.OrderStatus, "order_not_found", "b");
        await Outside.PutLetters(2, Queues.OrderStatus, "not_json", "c");

        var all = await DeskOf(bus).List(Any, 3, default);
        var status = await DeskOf(bus).List(new(Queue: Queues.OrderStatus), 50, default);
        var one = await DeskOf(bus).List(new(Queues.OrderStatus, "not_json"), 2, default);

        Assert.Equal(["a-0", "a-1", "a-2"], all.Letters.Select(letter => letter.MessageId));
        Assert.Equal([7, 5, 2], all.Groups.Select(group => group.Count));
        Assert.True(all.Truncated);
        Assert.Equal([7, 2], status.Groups.Select(group => group.Count));
        Assert.Equal(9, status.Letters.Count);
        Assert.Equal(["c-0", "c-1"], one.Letters.Select(letter => letter.MessageId));
        Assert.False(one.Truncated);
    }

    [ServerFact]
    public async Task A_look_goes_through_no_more_than_it_may_and_says_so()
    {
        await using var bus = await WithDesk(maxLetters: 5);
        await Outside.PutLetters(6);

        var list = await DeskOf(bus).List(Any, 50, default);
        var replayed = await DeskOf(bus).Replay(Any, "me", default);

        Assert.Equal(Letter.Ids(5), list.Letters.Select(letter => letter.MessageId));
        Assert.True(list.Truncated);
        Assert.Equal((5, true), (replayed.Replayed, replayed.Truncated));
        Assert.Equal(["m-5"], await Outside.TakeAllIds(BrokerNames.DeadLetterQueue));
    }

    [ServerFact]
    public async Task Letters_of_others_have_ids_that_stay_and_differ()
    {
        await using var bus = await WithDesk();
        await Outside.PutLetter(new());
        await Outside.PutLetter(new() { MessageId = "m" });
        await Outside.PutLetter(new() { MessageId = "m" }, "other");
        await Outside.PutLetter(new() { MessageId = "m", Headers = new Dictionary<string, object?> { [MessageHeaders.DeadLetterId] = "no id at all" } }, "third");
        await Outside.UntilThereAre(4);

        var first = await DeskOf(bus).List(Any, 50, default);
        var second = await DeskOf(bus).List(Any, 50, default);

        Assert.Equal(4, first.Letters.Select(letter => letter.Id).Distinct().Count());
        Assert.Equal(first.Letters.Select(letter => letter.Id), second.Letters.Select(letter => letter.Id));
        Assert.All(first.Letters, letter => Assert.Equal((null, DeadLetterReasons.Unknown, null), (letter.Queue, letter.Reason, letter.At)));
    }

    [ServerFact]
    public async Task What_the_broker_moved_by_its_own_rules_says_where_it_was()
    {
        await using var bus = await WithDesk();
        await Outside.PutLetter(new()
        {
            Headers = new Dictionary<string, object?>
            {
                ["x-first-death-queue"] = Queues.PaymentRequests, ["x-first-death-reason"] = "maxlen", ["x-first-death-exchange"] = Exchanges.InventoryEvents,
            },
        });
        await Outside.UntilThereAre(1);

        var letter = Assert.Single((await DeskOf(bus).List(Any, 50, default)).Letters);

        Assert.Equal((Queues.PaymentRequests, "maxlen", Exchanges.InventoryEvents), (letter.Queue, letter.Reason, letter.Exchange));
    }

    [ServerFact]
    public async Task Lookers_in_several_processes_each_see_everything()
    {
        var shared = new LocalDeadLetterLock();
        await using var one = await WithDesk(services => services.AddSingleton<IDeadLetterLock>(shared));
        await using var other = await WithDesk(services => services.AddSingleton<IDeadLetterLock>(shared));
        await Outside.PutLetters(400);

        var lists = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => DeskOf(i % 2 == 0 ? one : other).List(Any, 400, default))));

        Assert.All(lists, list => Assert.Equal(Letter.Ids(400), list.Letters.Select(letter => letter.MessageId)));
    }

    [ServerFact]
    public async Task One_who_waits_too_long_for_a_turn_is_told_so()
    {
        var shared = new LocalDeadLetterLock();
        await using var bus = await WithDesk(services => services.AddSingleton<IDeadLetterLock>(shared), lockWait: "00:00:00.200");
        await using (await shared.TryTake(default))
            await Assert.ThrowsAsync<DeadLettersBusyException>(() => DeskOf(bus).List(Any, 50, default));

        Assert.Empty((await DeskOf(bus).List(Any, 50, default)).Letters);
    }

    [Fact]
    public async Task Without_a_broker_nothing_can_be_looked_at()
    {
        await using var bus = await WithDesk(broker: "amqp://guest:guest@127.0.0.1:1/");

        await Assert.ThrowsAsync<BrokerUnavailableException>(() => DeskOf(bus).List(Any, 50, default));
    }
}

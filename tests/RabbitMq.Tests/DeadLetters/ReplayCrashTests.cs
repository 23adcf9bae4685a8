namespace OrleansOrders.RabbitMq.Tests;

/// <summary>A replay that is cut off between two of its steps.</summary>
public sealed class ReplayCrashTests : DeskTest
{
    [ServerFact]
    public async Task Of_a_batch_those_whose_copies_are_confirmed_go_and_the_others_stay()
    {
        await using var bus = await WithDesk(services => services.AddSingleton<PublishCopy>(provider => (message, ct) =>
            message.MessageId is "m-3" or "m-5"
                ? Task.FromException(new PublishFailedException("no"))
                : provider.GetRequiredService<ConfirmedPublisher>().Publish(message, ct)));
        await Outside.PutLetters(8);

        await Assert.ThrowsAsync<PublishFailedException>(() => DeskOf(bus).Replay(Any, "me", default));

        await Outside.UntilThereAre(2);
        Assert.Equal(["m-3", "m-5"], await Outside.TakeAllIds(BrokerNames.DeadLetterQueue));
        Assert.Equal(6, await Outside.Ready(Queues.OrderPlaced));
    }

    [ServerFact]
    public async Task A_desk_cut_off_between_confirm_and_removal_loses_nothing_and_doubles_under_the_same_id()
    {
        await using var proxy = new TcpProxy(Broker);
        var cuts = 1;
        await using var bus = await WithDesk(services => services.AddSingleton<PublishCopy>(provider => async (message, ct) =>
        {
            await provider.GetRequiredService<ConfirmedPublisher>().Publish(message, ct);
            if (Interlocked.Decrement(ref cuts) == 0) await Cut(provider, proxy);
        }), proxy.ConnectionString);
        await Outside.PutLetters(1);
        var id = Assert.Single((await DeskOf(bus).List(Any, 50, default)).Letters).Id;

        await Assert.ThrowsAnyAsync<MessagingException>(() => DeskOf(bus).Replay(id, null, "me", default));
        await Outside.UntilThereAre(1);
        await Eventually.Async(async () => await DeskOf(bus).Replay(id, null, "me", default) == ReplayOutcome.Replayed, "connected again");

        await Outside.UntilThereAre(0);
        Assert.Equal(["m-0", "m-0"], await Outside.TakeAllIds(Queues.OrderPlaced));
    }

    [ServerFact]
    public async Task A_desk_cut_off_in_the_midst_of_a_group_loses_nothing()
    {
        const int Count = 150;
        await using var proxy = new TcpProxy(Broker);
        var untilCut = 72;
        await using var bus = await WithDesk(services => services.AddSingleton<PublishCopy>(provider => async (message, ct) =>
        {
            await provider.GetRequiredService<ConfirmedPublisher>().Publish(message, ct);
            if (Interlocked.Decrement(ref untilCut) == 0) await Cut(provider, proxy);
        }), proxy.ConnectionString);
        await Outside.PutLetters(Count);

        await Assert.ThrowsAnyAsync<MessagingException>(() => DeskOf(bus).Replay(Any, "me", default));
        // Four batches of 16 had been removed before the fifth was cut off.
        await Outside.UntilThereAre(Count - 64);
        var rest = await Eventually.Async(() => DeskOf(bus).Replay(Any, "me", default), report => report.Replayed > 0, "connected again");

        Assert.Equal(Count - 64, rest.Replayed);
        await Outside.UntilThereAre(0);
        var delivered = (await Outside.TakeAllIds(Queues.OrderPlaced)).GroupBy(id => id).ToDictionary(same => same.Key!, same => same.Count());
        Assert.Equal(Letter.Ids(Count).Order(), delivered.Keys.Order());
        // Only the batch that was cut off came again, and of that what was not confirmed yet was published again by itself.
        Assert.InRange(delivered.Values.Count(times => times > 1), 8, 16);
        Assert.All(delivered.Values, times => Assert.InRange(times, 1, 3));
    }

    static async Task Cut(IServiceProvider provider, TcpProxy proxy)
    {
        var session = provider.GetRequiredService<Connections>().Publishing.Current!;
        proxy.Cut();
        await session.Ended;
    }
}

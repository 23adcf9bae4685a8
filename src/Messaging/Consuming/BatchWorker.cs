using System.Threading.Channels;

namespace OrleansOrders.Messaging;

/// <summary>Hands whatever has arrived to a batch handler, one batch at a time; it is the only one on its queue's channel.</summary>
internal sealed class BatchWorker(IBatchMessageHandler handler, HandlerInvoker invoker, Settler settler, InHand inHand, int batchSize) : IWorker
{
    public int Concurrency => 1;

    public async Task Run(ChannelReader<InboundMessage> deliveries, CancellationToken stopping, CancellationToken abandon)
    {
        var batch = new List<InboundMessage>(batchSize);
        while (await deliveries.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < batchSize && deliveries.TryRead(out var message))
            {
                if (!message.CanBeSettled || stopping.IsCancellationRequested)
                    continue;
                inHand.Begin(message);
                if (Outcome.OfEnvelope(message.Delivery) is { } outcome)
                    await settler.Settle(message, outcome, inHand, abandon);
                else
                    batch.Add(message);
            }

            if (batch.Count > 0)
                await Work(batch, abandon);
        }

        await inHand.HeldEnded();
    }

    async Task Work(List<InboundMessage> batch, CancellationToken abandon)
    {
        if (batch.Count > 1 && await invoker.Many(handler, [.. batch.Select(message => message.Delivery)], abandon) is { } results)
        {
            await Settle(batch, results, abandon);
            return;
        }

        foreach (var message in batch)
        {
            inHand.Begin(message);
            await settler.Settle(message, await Alone(message, abandon), inHand, abandon);
        }
    }

    async ValueTask<Outcome> Alone(InboundMessage message, CancellationToken abandon)
    {
        try
        {
            return Outcome.Of((await invoker.Many(handler, [message.Delivery], abandon))![0]);
        }
        catch (Exception e)
        {
            return Outcome.Of(e);
        }
    }

    async ValueTask Settle(List<InboundMessage> batch, IReadOnlyList<HandlerResult> results, CancellationToken abandon)
    {
        if (results.All(result => result is { IsDone: true }) && batch.TrueForAll(message => ReferenceEquals(message.Channel, batch[0].Channel)))
        {
            await settler.SettleDone(batch, inHand);
            return;
        }

        for (var i = 0; i < batch.Count; i++)
            await settler.Settle(batch[i], Outcome.Of(results[i]), inHand, abandon);
    }
}

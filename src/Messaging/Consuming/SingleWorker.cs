using System.Threading.Channels;

namespace OrleansOrders.Messaging;

/// <summary>Hands deliveries to a handler one at a time, in as many loops as the queue's concurrency.</summary>
internal sealed class SingleWorker(IMessageHandler handler, HandlerInvoker invoker, Settler settler, int concurrency) : IWorker
{
    public int Concurrency => concurrency;

    public async Task Run(ChannelReader<InboundMessage> deliveries, CancellationToken stopping, CancellationToken abandon)
    {
        while (await deliveries.WaitToReadAsync(CancellationToken.None))
        {
            while (deliveries.TryRead(out var message))
            {
                if (message.CanBeSettled && !stopping.IsCancellationRequested)
                    await Work(message, abandon);
            }
        }
    }

    async Task Work(InboundMessage message, CancellationToken abandon)
    {
        var outcome = await invoker.One(handler, message.Delivery, abandon);
        if (outcome.Failure is not null && abandon.IsCancellationRequested)
            return;
        await settler.Settle(message, outcome, abandon);
    }
}

using System.Threading.Channels;

namespace OrleansOrders.RabbitMq;

/// <summary>Takes deliveries of one queue from memory, calls the handler, and settles them.</summary>
interface IWorker
{
    /// <summary>Number of parallel loops.</summary>
    int Concurrency { get; }

    /// <summary>
    /// Runs until the deliveries end or <paramref name="stopping"/> is cancelled. Deliveries in hand are then completed, unless
    /// <paramref name="abandon"/> is cancelled too. Unsettled deliveries are redelivered when their channel closes.
    /// </summary>
    Task Run(ChannelReader<InboundMessage> deliveries, CancellationToken stopping, CancellationToken abandon);
}

/// <summary>Passes deliveries to a handler one at a time, in as many loops as the queue's concurrency.</summary>
sealed class SingleWorker(IMessageHandler handler, HandlerInvoker invoker, Settler settler, InHand inHand, int concurrency) : IWorker
{
    public int Concurrency => concurrency;

    public async Task Run(ChannelReader<InboundMessage> deliveries, CancellationToken stopping, CancellationToken abandon)
    {
        while (await deliveries.WaitToReadAsync(CancellationToken.None))
        {
            while (deliveries.TryRead(out var message))
            {
                if (message.CanBeSettled && !stopping.IsCancellationRequested) await Work(message, abandon);
            }
        }

        await inHand.HeldEnded();
    }

    async Task Work(InboundMessage message, CancellationToken abandon)
    {
        inHand.Begin(message);
        var outcome = Outcome.OfEnvelope(message.Delivery) ?? await invoker.One(handler, message.Delivery, abandon);
        await settler.Settle(message, outcome, inHand, abandon);
    }
}

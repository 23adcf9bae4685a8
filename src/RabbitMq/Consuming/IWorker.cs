using System.Threading.Channels;

namespace OrleansOrders.RabbitMq;

/// <summary>Takes deliveries of one queue from memory, has them handled, and settles them.</summary>
internal interface IWorker
{
    /// <summary>How many of its loops run side by side.</summary>
    int Concurrency { get; }

    /// <summary>
    /// Works until the deliveries end, or <paramref name="stopping"/> does; what has been begun is then finished, unless
    /// <paramref name="abandon"/> ends too. What is not settled comes back when its channel closes.
    /// </summary>
    Task Run(ChannelReader<InboundMessage> deliveries, CancellationToken stopping, CancellationToken abandon);
}

using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>A delivery with what it takes to settle it: the channel it came on, and its tag there; <paramref name="Closed"/> ends with the connection.</summary>
internal sealed record InboundMessage(
    IChannel Channel, Acknowledgements Acknowledgements, ulong Tag, IReadOnlyBasicProperties Properties, Delivery Delivery, CancellationToken Closed)
{
    /// <summary>Once the channel is gone the tag is worthless, and the broker hands the message out again.</summary>
    public bool CanBeSettled => Channel.IsOpen && !Closed.IsCancellationRequested;
}

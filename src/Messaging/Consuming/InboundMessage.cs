using RabbitMQ.Client;

namespace OrleansOrders.Messaging;

/// <summary>A delivery with what it takes to settle it: the channel it came on, and its tag there.</summary>
internal sealed record InboundMessage(IChannel Channel, ulong Tag, IReadOnlyBasicProperties Properties, Delivery Delivery)
{
    /// <summary>Once the channel is gone the tag is worthless, and the broker hands the message out again.</summary>
    public bool CanBeSettled => Channel.IsOpen;
}

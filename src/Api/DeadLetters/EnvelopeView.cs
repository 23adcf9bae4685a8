using OrleansOrders.RabbitMq;

namespace OrleansOrders.Api;

/// <summary>Properties of a message that could not be decoded: the payload of its AMQP content header, from the property flags on.</summary>
/// <param name="Base64">The first bytes of them, at most 8 KiB.</param>
/// <param name="Bytes">How many there were.</param>
public sealed record EnvelopeView(string Base64, int Bytes)
{
    internal static EnvelopeView? Of(UndecodedEnvelope? envelope) => envelope is null ? null : new(Convert.ToBase64String(envelope.Bytes.Span), envelope.Size);
}

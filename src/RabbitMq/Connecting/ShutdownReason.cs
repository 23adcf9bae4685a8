namespace OrleansOrders.RabbitMq;

/// <summary>AMQP reply code and text of a closed connection or channel.</summary>
internal readonly record struct ShutdownReason(ushort Code, string Text)
{
    public override string ToString() => $"{Code} {Text}";
}

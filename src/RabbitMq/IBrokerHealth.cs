namespace OrleansOrders.RabbitMq;

/// <summary>How it stands with the broker; costs nothing to ask.</summary>
public interface IBrokerHealth
{
    BrokerHealth Current { get; }
}

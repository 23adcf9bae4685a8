namespace OrleansOrders.RabbitMq;

/// <summary>Version 7 UUIDs.</summary>
internal sealed class UniqueIds : IUniqueIds
{
    public Guid Next(DateTimeOffset now) => Guid.CreateVersion7(now);
}

using OrleansOrders.Api;
using OrleansOrders.Domain;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Simulation;

/// <summary>Ids that follow from the seed.</summary>
sealed class SeededIds(Random random) : IUniqueIds, IOrderIdSource
{
    public Guid Next(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new(bytes);
    }

    public OrderId Next() => OrderId.Parse("o-" + Next(default).ToString("N"));
}

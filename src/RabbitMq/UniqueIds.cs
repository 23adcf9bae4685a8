namespace OrleansOrders.RabbitMq;

/// <summary>Ids that nobody else has.</summary>
public interface IUniqueIds
{
    /// <summary>A new one; where the kind of id allows it, those of a later <paramref name="now"/> sort after earlier ones.</summary>
    Guid Next(DateTimeOffset now);
}

/// <summary>Version 7 UUIDs.</summary>
internal sealed class UniqueIds : IUniqueIds
{
    public Guid Next(DateTimeOffset now) => Guid.CreateVersion7(now);
}

namespace OrleansOrders.RabbitMq;

/// <summary>Creates unique ids.</summary>
public interface IUniqueIds
{
    /// <summary>
    /// Returns a new id. If the kind of id allows it, an id with a later <paramref name="now"/> sorts after earlier ones.
    /// </summary>
    Guid Next(DateTimeOffset now);
}

/// <summary>Version 7 UUIDs.</summary>
sealed class UniqueIds : IUniqueIds
{
#pragma warning disable RS0030 // It is what is passed in.
    public Guid Next(DateTimeOffset now) => Guid.CreateVersion7(now);
#pragma warning restore RS0030
}

namespace OrleansOrders.Silo;

/// <summary>Everything that is needed.</summary>
/// <param name="Postgres">The database answers.</param>
/// <param name="Rabbitmq">Connected, topology declared, and the broker takes publishes.</param>
/// <param name="Grains">This process hosts grains and is a member of the cluster, or has a connection to one that does.</param>
/// <param name="Consumers">This process is subscribed to every queue it works, and holds no message for too long; also where it works none.</param>
public sealed record DependenciesView(DependencyView Postgres, DependencyView Rabbitmq, DependencyView Grains, DependencyView Consumers);

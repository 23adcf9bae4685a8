namespace OrleansOrders.Api;

/// <summary>Everything that is needed.</summary>
/// <param name="Postgres">The database answers.</param>
/// <param name="Rabbitmq">Connected, topology declared, and the broker takes publishes.</param>
/// <param name="Consumers">This process is subscribed to every queue it works; also where it works none.</param>
public sealed record DependenciesView(DependencyView Postgres, DependencyView Rabbitmq, DependencyView Consumers);

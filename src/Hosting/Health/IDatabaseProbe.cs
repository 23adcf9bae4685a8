namespace OrleansOrders.Hosting;

/// <summary>Asks the database; every answer costs the same however much is stored.</summary>
interface IDatabaseProbe
{
    /// <summary>Returns when the database has answered.</summary>
    Task Ping(CancellationToken ct);

    /// <summary>What there is.</summary>
    Task<CountsView> Count(CancellationToken ct);
}

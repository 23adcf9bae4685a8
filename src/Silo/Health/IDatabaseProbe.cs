namespace OrleansOrders.Silo;

/// <summary>Asks the database; every answer costs the same however much is stored.</summary>
interface IDatabaseProbe
{
    /// <summary>Null when the database answers and takes writes; else what is wrong, as a kind: <c>read_only</c> or <c>writes_fail</c>.</summary>
    Task<string?> Trouble(CancellationToken ct);

    /// <summary>What there is.</summary>
    Task<CountsView> Count(CancellationToken ct);
}

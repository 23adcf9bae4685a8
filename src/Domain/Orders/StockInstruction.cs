namespace OrleansOrders.Domain;

/// <summary>What an order's state has to be told to its items; telling it again changes nothing.</summary>
public enum StockInstruction
{
    /// <summary>Nothing is settled yet.</summary>
    None,

    /// <summary>The holds are sold.</summary>
    Commit,

    /// <summary>The holds, if any, go back; a reserve that is still under way is refused.</summary>
    Release,
}

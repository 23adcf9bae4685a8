namespace OrleansOrders.Domain;

/// <summary>What an item answers to one command, and what has to be stored for the answer to be true.</summary>
public sealed record StockDecision
{
    /// <summary>The item's numbers afterwards; the version is the ledger's to raise.</summary>
    public required Item Item { get; init; }

    /// <summary>Null: done, or had been done before. Otherwise why not.</summary>
    public StockRefusal? Refusal { get; init; }

    /// <summary>For a hold: what to write over what was there, or null for no change.</summary>
    public Hold? Write { get; init; }

    /// <summary>For an adjustment: the delta to record, or null for none.</summary>
    public long? Delta { get; init; }
}

namespace OrleansOrders.Chaos;

/// <summary>What a client knows of something it did.</summary>
enum Outcome
{
    /// <summary>It was told that it happened.</summary>
    Ok,

    /// <summary>It was told that it did not happen, and never will by this request.</summary>
    Refused,

    /// <summary>It was told nothing that it could rely on: it may have happened, or may yet.</summary>
    Unknown,
}

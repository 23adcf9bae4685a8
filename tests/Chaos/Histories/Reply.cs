namespace OrleansOrders.Chaos;

/// <summary>What came back from one attempt.</summary>
sealed record Reply(Outcome Outcome, int? Status = null, Observation? Seen = null);

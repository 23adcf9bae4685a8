namespace OrleansOrders.Chaos;

/// <summary>A fact that was announced to the world.</summary>
sealed record FinalFact(string MessageId, string Type, string OrderId);

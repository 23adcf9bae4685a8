namespace OrleansOrders.Chaos;

/// <summary>A dead letter.</summary>
/// <param name="MessageId">The message's own id.</param>
/// <param name="OrderId">The order that it speaks of, empty where it speaks of none.</param>
/// <param name="Reason">Why it lies there.</param>
sealed record FinalLetter(string MessageId, string OrderId, string Reason);

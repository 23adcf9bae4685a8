using OrleansOrders.Domain;

namespace OrleansOrders.Bridge;

/// <summary>A message came before the one that it follows; later it will fit.</summary>
sealed class TooEarlyException(OrderId id) : Exception($"Order {id} is not yet where this message can follow.");

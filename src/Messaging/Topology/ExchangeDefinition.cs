namespace OrleansOrders.Messaging;

/// <summary>A durable exchange. <paramref name="Kind"/> is <c>topic</c> or <c>direct</c>.</summary>
public sealed record ExchangeDefinition(string Name, string Kind);

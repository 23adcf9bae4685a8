namespace OrleansOrders.Messaging;

/// <summary>Messages of <paramref name="Exchange"/> whose key matches <paramref name="Pattern"/> go to <paramref name="Queue"/>.</summary>
public sealed record BindingDefinition(string Queue, string Exchange, string Pattern);

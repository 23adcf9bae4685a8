namespace OrleansOrders.Api;

/// <summary>An item of which there was not enough.</summary>
/// <param name="Sku">The item.</param>
/// <param name="Wanted">Units wanted.</param>
/// <param name="Available">Units that were there.</param>
public sealed record ShortageView(string Sku, int Wanted, long Available);

namespace OrleansOrders.Domain;

/// <summary>The record of what one order took of one item.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Quantity">Units; 0 only for a release that found nothing.</param>
public readonly record struct Hold(HoldStatus Status, int Quantity);

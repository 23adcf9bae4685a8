namespace OrleansOrders.Simulation;

/// <summary>Something that somebody does to the system in a run: an order, a fault, a restock.</summary>
/// <param name="Number">Its place in the plan, by which it can be left out.</param>
/// <param name="At">When, since the beginning.</param>
/// <param name="Name">What, for people.</param>
/// <param name="Act">Does it, with a chance of its own: to leave out others does not change it.</param>
sealed record PlanItem(int Number, TimeSpan At, string Name, Action<World, Dice> Act);

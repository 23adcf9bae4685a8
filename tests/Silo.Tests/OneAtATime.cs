namespace OrleansOrders.Silo.Tests;

/// <summary>Tests that start processes and watch them closely. They run after all others and one after the other: side by side they would starve each other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime
{
    public const string Name = "one at a time";
}

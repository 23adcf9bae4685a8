namespace OrleansOrders.Storage.Tests;

static partial class Ledgers
{
    static Handle CreateSimulated() => throw new NotSupportedException("The simulation runs on the embedded engine alone.");

    static IEnumerable<string> OfThisEngine => [];
}

namespace OrleansOrders.Simulation.Tests;

/// <summary>Seeds that found something in the system, by what they found.</summary>
public sealed class RegressionTests
{
    // The payment service took the money and did not answer until the request was a dead letter. Sent back after the order's deadline, the request
    // was dropped as too late, and the money was kept.
    [Theory, InlineData(5), InlineData(32), InlineData(45), InlineData(51), InlineData(75)]
    public void Money_that_moved_before_its_request_became_a_dead_letter_goes_back(int seed) => Passes(seed);

    static void Passes(int seed) => Assert.Null(SeedRun.Of(seed, new()).Violation);
}

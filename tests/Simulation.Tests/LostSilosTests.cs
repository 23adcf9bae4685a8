using OrleansOrders.Grains;

namespace OrleansOrders.Simulation.Tests;

public sealed class LostSilosTests
{
    public static TheoryData<string> Kinds => [.. LostSilos.All.Select(exception => exception.GetType().Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void Callers_repeat_a_call_that_ends_with_this_exception(string kind) =>
        Assert.True(LostSilo.IsLost(LostSilos.All.Single(exception => exception.GetType().Name == kind)));
}

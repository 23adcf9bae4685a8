namespace OrleansOrders.Simulation.Tests;

public sealed class PlanTests
{
    [Fact]
    public void A_plan_follows_from_its_seed()
    {
        Assert.Equal(Plan.Of(5).ToString(), Plan.Of(5).ToString());
        Assert.NotEqual(Plan.Of(5).ToString(), Plan.Of(6).ToString());
    }

    [Fact]
    public void What_is_kept_of_a_plan_is_as_it_was()
    {
        var whole = Plan.Of(5);
        var kept = whole.Numbers.Where((_, i) => i % 2 == 0).ToHashSet();
        var part = Plan.Of(5, kept);
        Assert.Equal(kept.Order(), part.Numbers.Order());
        Assert.All(part.Items, item => Assert.Contains(whole.Items, other => other.Number == item.Number && other.At == item.At && other.Name == item.Name));
    }
}

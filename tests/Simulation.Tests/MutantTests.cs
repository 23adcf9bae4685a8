namespace OrleansOrders.Simulation.Tests;

public sealed class MutantTests
{
    public static TheoryData<string> Names => [.. Mutant.All.Select(mutant => mutant.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_planted_bug_still_has_its_place_in_the_source(string name)
    {
        var mutant = Mutant.All.Single(mutant => mutant.Name == name);
        var source = File.ReadAllText(Path.Combine(Repository.Root, mutant.File));
        Assert.True(mutant.HasPlaceIn(source), $"{name} has no place in {mutant.File} any more.");
        Assert.NotEqual(mutant.Find, mutant.Replace);
    }

    [Fact]
    public void The_document_names_each_with_its_number_of_seeds()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "simulation.md"))
            .SkipWhile(line => !line.StartsWith("| Planted bug |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));
        Assert.Equal(Mutant.All.Select(mutant => $"| `{mutant.Name}` | {mutant.Seeds} | `{mutant.File}` |"), rows);
    }

    [Fact]
    public void There_are_enough_of_them_and_each_has_a_name_of_its_own()
    {
        Assert.True(Mutant.All.Count >= 12, $"{Mutant.All.Count} planted bugs.");
        Assert.Equal(Mutant.All.Count, Mutant.All.Select(mutant => mutant.Name).Distinct().Count());
    }
}

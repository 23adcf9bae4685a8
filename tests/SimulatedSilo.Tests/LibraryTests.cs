namespace SimulatedSilo.Tests;

/// <summary>The library can be taken as it is.</summary>
public sealed class LibraryTests
{
    // The name of the system to whose repository these tests belong.
    const string ThisSystem = "OrleansOrders";

    static readonly string Output = AppContext.BaseDirectory;

    [Fact]
    public void The_library_knows_nothing_of_the_system_that_it_tests()
    {
        Assert.StartsWith(ThisSystem, typeof(LibraryTests).Assembly.GetName().Name, StringComparison.Ordinal);
        Assert.DoesNotContain(typeof(SimSilo).Assembly.GetReferencedAssemblies(), name => name.Name!.Contains(ThisSystem, StringComparison.Ordinal));
        var files = Directory.GetFiles(Path.Combine(Output, "library"), "*", SearchOption.AllDirectories);
        Assert.InRange(files.Length, 20, 50);
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains(ThisSystem, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_example_of_the_README_is_the_one_that_is_tested()
    {
        var readme = File.ReadAllText(Path.Combine(Output, "library", "README.md"));
        var example = File.ReadAllText(Path.Combine(Output, "Example.cs"));
        Assert.Contains($"```csharp\n{example}```\n", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_seeds_of_the_example_find_its_bug_and_each_seed_repeats()
    {
        var totals = Enumerable.Range(1, 50).Select(Example.TotalOfTwoAdds).ToArray();
        Assert.Equal([1, 2], totals.Distinct().Order());
        Assert.Equal(totals, Enumerable.Range(1, 50).Select(Example.TotalOfTwoAdds));
    }
}

namespace OrleansOrders.House.Tests.Rules;

/// <summary>Every rule twice: the clone keeps it, and a planted breach of it is found.</summary>
public sealed class HouseRulesTests
{
    [Fact]
    public void No_file_is_longer_than_the_limit()
    {
        Assert.Empty(HouseRules.TooLong(SourceTree.OfClone));
        var planted = SourceTree.Planted(("src/Long.cs", Lines(301)), ("tests/Fits.cs", Lines(300)), ("bench/Long.cs", Lines(301)), ("docs/Long.cs", Lines(301)));
        Assert.Equal(["src/Long.cs: 301 lines, at most 300", "bench/Long.cs: 301 lines, at most 300"], HouseRules.TooLong(planted));
    }

    [Fact]
    public void The_solution_and_the_folders_name_the_same_projects()
    {
        Assert.Empty(HouseRules.MissingFromSolution(SourceTree.OfClone));
        Assert.Empty(HouseRules.MissingFromDisk(SourceTree.OfClone));
        var planted = SourceTree.Planted(("OrleansOrders.sln", """Project("{1}") = "A", "src\A\A.csproj", "{2}" """), ("src/B/B.csproj", ""));
        Assert.Equal(["src/B/B.csproj"], HouseRules.MissingFromSolution(planted));
        Assert.Equal(["src/A/A.csproj"], HouseRules.MissingFromDisk(planted));
    }

    [Fact]
    public void No_code_is_hidden_by_a_directive_or_runs_unawaited()
    {
        Assert.Empty(HouseRules.Hidden(SourceTree.OfClone));
        var planted = SourceTree.Planted(("src/A.cs", "class A\n{\n#if ORLEANS\n  # region B\n    static async void Fire() { }\n    // no async void, no #if\n}"));
        Assert.Equal(["src/A.cs: #if ORLEANS", "src/A.cs: # region B", "src/A.cs: static async void"], HouseRules.Hidden(planted));
    }

    [Fact]
    public void Every_log_event_has_a_number_of_its_own()
    {
        Assert.Empty(HouseRules.SharedEventIds(SourceTree.OfClone));
        var planted = SourceTree.Planted(
            ("src/A.cs", "[LoggerMessage(\n    EventId = 1, Level = x)] [LoggerMessage(2, LogLevel.Debug)]"), ("src/B.cs", "[LoggerMessage(1, LogLevel.Debug)]"));
        Assert.Equal(["1: src/A.cs, src/B.cs"], HouseRules.SharedEventIds(planted));
    }

    [Fact]
    public void Every_link_in_the_documents_leads_somewhere()
    {
        Assert.Empty(HouseRules.BrokenLinks(SourceTree.OfClone));
        var planted = SourceTree.Planted(
            ("README.md", "[a](docs/a.md) [web](https://example.org/x) [b](docs/b.md) [h](docs/a.md#two-words) [n](docs/a.md#none) [self](#top)\n# Top\n"),
            ("docs/a.md", "[up](../README.md) [folder](../src) [gone](gone.md)\n## Two words\n"),
            ("src/X.cs", ""));
        Assert.Equal(["README.md: docs/b.md", "README.md: docs/a.md#none", "docs/a.md: gone.md"], HouseRules.BrokenLinks(planted));
    }

    [Fact]
    public void Every_file_that_the_documents_name_exists()
    {
        Assert.Empty(HouseRules.NamedButMissing(SourceTree.OfClone));
        var planted = SourceTree.Planted(
            ("README.md", "`./run.sh` and `./walk.sh`\n```\nscripts/servers.sh start\n./test.sh\n```\nprose says lost.sh, code says `src/Gone.cs` and `https://example.org/x.sh`"),
            ("run.sh", ""),
            ("scripts/servers.sh", ""));
        Assert.Equal(["README.md: walk.sh", "README.md: test.sh", "README.md: src/Gone.cs"], HouseRules.NamedButMissing(planted));
    }

    [Fact]
    public void The_scripts_take_the_options_that_the_documents_explain()
    {
        Assert.Empty(HouseRules.OptionsThatDiffer(SourceTree.OfClone));
        var planted = SourceTree.Planted(
            ("run.sh", "  case $1 in\n    --port|--roles)\n      shift ;;\n    -h|--help) usage ;;\n"),
            ("test.sh", "    --only=*) x ;;\n"),
            ("chaos.sh", ""),
            ("simulate.sh", ""),
            ("bench.sh", ""),
            ("scripts/servers.sh", ""),
            ("docs/running.md", "`--port`, `--only`, `--gone`"));
        Assert.Equal(["--roles is not in docs/running.md", "--gone is in docs/running.md, and no script takes it"], HouseRules.OptionsThatDiffer(planted));
    }

    static string Lines(int count) => string.Concat(Enumerable.Repeat("//\n", count));
}

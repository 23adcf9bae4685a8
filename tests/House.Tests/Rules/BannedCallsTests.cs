namespace OrleansOrders.House.Tests.Rules;

public sealed class BannedCallsTests
{
    [Fact]
    public void The_code_says_nothing_that_is_banned()
    {
        Assert.Empty(BannedCalls.Find(SourceTree.OfClone));
        Assert.Empty(BannedCalls.UnusedExceptions(SourceTree.OfClone));
    }

    [Theory]
    [InlineData("src/Api/A.cs", "var t = DateTime.UtcNow;")]
    [InlineData("src/Api/A.cs", "var t = DateTimeOffset.Now;")]
    [InlineData("tests/X.Tests/A.cs", "Thread.Sleep(5);")]
    [InlineData("src/Api/A.cs", "async void Fire() { }")]
    [InlineData("src/Api/A.cs", "var x = Load().GetAwaiter().GetResult();")]
    [InlineData("src/Api/A.cs", "var x = task.Result;")]
    [InlineData("src/Api/A.cs", "loadTask.Wait();")]
    [InlineData("src/Grains/A.cs", "await Task.Run(() => 1);")]
    [InlineData("src/Bridge/A.cs", "await Task.Run(() => 1);")]
    [InlineData("src/Grains/A.cs", "await Task.Factory.StartNew(Work);")]
    [InlineData("src/Bridge/A.cs", "await x.ConfigureAwait(false);")]
    [InlineData("src/RabbitMq/A.cs", "await x.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);")]
    [InlineData("src/Bridge/A.cs", "await stopping.CancelAsync();")]
    [InlineData("src/Domain/A.cs", "var h = string.GetHashCode(x);")]
    [InlineData("src/Silo/A.cs", "class A\n{\n#if ORLEANS\n}")]
    [InlineData("tests/X.Tests/A.cs", "  # region Helpers")]
    [InlineData("src/Api/A.cs", "var s = $\"{1}\"; /* a */ var t = DateTime.Now; // why")]
    [InlineData("src/Api/A.cs", "var c = '\"'; var t = DateTime.Now; var d = '\"';")]
    public void A_planted_breach_is_found(string path, string code) =>
        Assert.Single(BannedCalls.Find(SourceTree.Planted((path, code))));

    [Theory]
    [InlineData("src/Api/A.cs", "// never DateTime.Now")]
    [InlineData("src/Api/A.cs", "/* Thread.Sleep(1) */ var s = \"DateTime.UtcNow \\\" Thread.Sleep\";")]
    [InlineData("src/Api/A.cs", "var s = @\"a \"\" DateTime.UtcNow\"; var r = \"\"\"DateTime.Now \" \"\"\";")]
    [InlineData("src/Api/A.cs", "var x = outcome.Result;")]
    [InlineData("src/Silo/A.cs", "await Task.Run(() => 1);")]
    [InlineData("docs/A.cs", "DateTime.Now")]
    public void What_is_allowed_is_not_found(string path, string code) =>
        Assert.Empty(BannedCalls.Find(SourceTree.Planted((path, code))));

    [Fact]
    public void A_finding_names_file_and_line() =>
        Assert.Equal(["src/A.cs:3: Thread.Sleep (instead: a condition that is awaited)"], BannedCalls.Find(SourceTree.Planted(("src/A.cs", "\n\n Thread.Sleep(1);"))));
}

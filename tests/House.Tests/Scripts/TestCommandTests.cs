namespace OrleansOrders.House.Tests.Scripts;

public sealed class TestCommandTests : IDisposable
{
    const string AllGreen = """
        <TestRun><Results><UnitTestResult testName="A.Works" outcome="Passed" /></Results>
        <ResultSummary outcome="Completed"><Counters total="1" executed="1" passed="1" failed="0" error="0" notExecuted="0" /></ResultSummary></TestRun>
        """;

    const string Mixed = """
        <TestRun><Results>
        <UnitTestResult testName="A.Works" outcome="Passed" /><UnitTestResult testName="A.Breaks(x: &quot;&lt;y&gt;&quot;)" outcome="Failed"><Output><ErrorInfo>
        <Message>Assert.Equal() Failure&#xD;
        Expected: 1</Message><StackTrace>at A</StackTrace></ErrorInfo></Output></UnitTestResult>
        <UnitTestResult testName="A.Needs" outcome="NotExecuted"><Output><StdOut>needs RabbitMQ &amp; PostgreSQL</StdOut></Output></UnitTestResult>
        </Results>
        <ResultSummary outcome="Failed"><Counters total="3" executed="2" passed="1" failed="1" error="0" notExecuted="0" /></ResultSummary></TestRun>
        """;

    readonly ScriptSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_last_line_sums_both_engines_and_success_is_exit_code_0()
    {
        var result = await TestAsync(AllGreen, [], ("FAKE_ORLEANS", "yes"));
        Assert.Equal("4 passed, 0 failed, 0 skipped", result.LastLine);
        Assert.Contains("Embedded: 2 passed, 0 failed, 0 skipped.\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("Orleans: 2 passed, 0 failed, 0 skipped.\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Without_Orleans_packages_it_says_so_and_the_embedded_result_counts()
    {
        var result = await TestAsync(AllGreen, []);
        Assert.Contains("Orleans: not run, its packages could not be restored: NU1101: Unable to find package Microsoft.Orleans.Sdk.", result.Output, StringComparison.Ordinal);
        Assert.Equal(("2 passed, 0 failed, 0 skipped", 0), (result.LastLine, result.ExitCode));
    }

    [Theory]
    [InlineData("both", "2 passed, 0 failed, 0 skipped")]
    [InlineData("orleans", "0 passed, 0 failed, 0 skipped")]
    public async Task An_engine_that_was_asked_for_and_cannot_be_had_is_a_failure(string engine, string lastLine)
    {
        var result = await TestAsync(AllGreen, ["--engine", engine]);
        Assert.Equal((lastLine, 1), (result.LastLine, result.ExitCode));
        Assert.Contains("Orleans: not run although asked for", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_and_skipped_tests_are_named_with_their_reasons()
    {
        var result = await TestAsync(Mixed, ["--engine", "embedded"]);
        Assert.Equal(("2 passed, 2 failed, 2 skipped", 1), (result.LastLine, result.ExitCode));
        Assert.Contains("""  failed (Embedded): A.Breaks(x: "<y>"): Assert.Equal() Failure Expected: 1""" + "\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("  skipped (Embedded): A.Needs: needs RabbitMQ & PostgreSQL\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assembly_that_crashes_without_a_failed_test_counts_as_one_failure()
    {
        var green = _sandbox.Write("green.trx", AllGreen);
        var result = await _sandbox.RunAsync("test.sh", ["--engine=embedded"], ("FAKE_TRX", green), ("FAKE_TRX_B", "none"), ("FAKE_TEST_CODE", "1"));
        Assert.Equal(("1 passed, 2 failed, 0 skipped", 1), (result.LastLine, result.ExitCode));
    }

    [Fact]
    public async Task An_assembly_with_nothing_to_run_on_an_engine_says_why()
    {
        _sandbox.Write("tests/B.Tests/B.Tests.csproj", "<IsTestProject>true</IsTestProject><NothingOnEmbedded>it needs many silos</NothingOnEmbedded>");
        var green = _sandbox.Write("green.trx", AllGreen);
        var none = _sandbox.Write("none.trx", "<TestRun />");
        var result = await _sandbox.RunAsync("test.sh", ["--engine=embedded"], ("FAKE_TRX", green), ("FAKE_TRX_B", none));
        Assert.Equal(("1 passed, 0 failed, 0 skipped", 0), (result.LastLine, result.ExitCode));
        Assert.Contains("  nothing to run (Embedded): B.Tests: it needs many silos\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assembly_for_which_one_engine_is_enough_runs_on_the_first_of_two_and_says_why()
    {
        _sandbox.Write("tests/B.Tests/B.Tests.csproj", "<IsTestProject>true</IsTestProject><OneEngineIsEnough>it has no engine</OneEngineIsEnough>");
        var both = await TestAsync(AllGreen, [], ("FAKE_ORLEANS", "yes"));
        Assert.Equal(("3 passed, 0 failed, 0 skipped", 0), (both.LastLine, both.ExitCode));
        Assert.Contains("  not run again (Orleans): B.Tests: it has no engine; see Embedded\n", both.Output, StringComparison.Ordinal);

        var orleans = await TestAsync(AllGreen, ["--engine", "orleans"], ("FAKE_ORLEANS", "yes"));
        Assert.Equal("2 passed, 0 failed, 0 skipped", orleans.LastLine);
        Assert.DoesNotContain("not run again", orleans.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_build_fails_with_the_errors_of_the_compiler()
    {
        var result = await TestAsync(AllGreen, [], ("FAKE_BROKEN_BUILD", "yes"));
        Assert.Equal(("0 passed, 0 failed, 0 skipped", 1), (result.LastLine, result.ExitCode));
        Assert.Contains("error CS1002", result.Messages, StringComparison.Ordinal);
        Assert.Contains("Embedded: not run, the build failed", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--engine", "steam", 1)]
    [InlineData("--quick", "", 2)]
    public async Task A_wrong_option_fails_and_still_ends_with_the_sum(string option, string value, int exitCode)
    {
        var result = await TestAsync(AllGreen, value.Length == 0 ? [option] : [option, value]);
        Assert.Equal(("0 passed, 0 failed, 0 skipped", exitCode), (result.LastLine, result.ExitCode));
    }

    [Fact]
    public async Task A_missing_sdk_is_one_line()
    {
        var result = await TestAsync(AllGreen, [], ("FAKE_NO_SDK", "yes"));
        Assert.Equal(["error: the .NET SDK 10 is missing or does not work (found: 9.0.100): install it from https://dotnet.microsoft.com/download"], result.Errors);
        Assert.Equal(("0 passed, 0 failed, 0 skipped", 1), (result.LastLine, result.ExitCode));
    }

    Task<ScriptResult> TestAsync(string trx, string[] arguments, params (string, string)[] environment) =>
        _sandbox.RunAsync("test.sh", arguments, [("FAKE_TRX", _sandbox.Write("results.trx", trx)), .. environment]);
}

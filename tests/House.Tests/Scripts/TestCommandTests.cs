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
    public async Task The_last_line_is_the_sum_and_before_it_stand_the_durations()
    {
        var result = await TestAsync(AllGreen, []);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches("""\n  restore and build +\d+ s\n  A\.Tests +\d+ s\n  B\.Tests +\d+ s\n  all of it +\d+ s\n2 passed, 0 failed, 0 skipped\n$""", result.Output);
    }

    [Fact]
    public async Task Failed_and_skipped_tests_are_named_with_their_reasons()
    {
        var result = await TestAsync(Mixed, []);
        Assert.Equal(("2 passed, 2 failed, 2 skipped", 1), (result.LastLine, result.ExitCode));
        Assert.Contains("""  failed: A.Breaks(x: "<y>"): Assert.Equal() Failure Expected: 1""" + "\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("  skipped: A.Needs: needs RabbitMQ & PostgreSQL\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assembly_that_crashes_without_a_failed_test_counts_as_one_failure()
    {
        var green = _sandbox.Write("green.trx", AllGreen);
        var result = await _sandbox.RunAsync("test.sh", [], ("FAKE_TRX", green), ("FAKE_TRX_B", "none"), ("FAKE_TEST_CODE", "1"));
        Assert.Equal(("1 passed, 2 failed, 0 skipped", 1), (result.LastLine, result.ExitCode));
    }

    [Fact]
    public async Task An_assembly_without_tests_is_a_failure()
    {
        var green = _sandbox.Write("green.trx", AllGreen);
        var none = _sandbox.Write("none.trx", "<TestRun />");
        var result = await _sandbox.RunAsync("test.sh", [], ("FAKE_TRX", green), ("FAKE_TRX_B", none));
        Assert.Equal(("1 passed, 0 failed, 0 skipped", 1), (result.LastLine, result.ExitCode));
        Assert.Contains("  failed: B.Tests has no tests\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_build_fails_with_the_errors_of_the_compiler()
    {
        var result = await TestAsync(AllGreen, [], ("FAKE_BROKEN_BUILD", "yes"));
        Assert.Equal(("0 passed, 0 failed, 0 skipped", 1), (result.LastLine, result.ExitCode));
        Assert.Contains("error CS1002", result.Messages, StringComparison.Ordinal);
        Assert.Contains("Nothing was run: the build failed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_option_fails_and_still_ends_with_the_sum()
    {
        var result = await TestAsync(AllGreen, ["--quick"]);
        Assert.Equal(["error: unknown option '--quick'"], result.Errors);
        Assert.Equal(("0 passed, 0 failed, 0 skipped", 1), (result.LastLine, result.ExitCode));
    }

    Task<ScriptResult> TestAsync(string trx, string[] arguments, params (string, string)[] environment) =>
        _sandbox.RunAsync("test.sh", arguments, [("FAKE_TRX", _sandbox.Write("results.trx", trx)), .. environment]);
}

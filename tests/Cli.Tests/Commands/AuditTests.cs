namespace OrleansOrders.Cli.Tests;

public sealed class AuditTests : CliTest
{
    const string Clean = """{"at":"2026-03-01T12:00:00.5Z","clean":true,"orders":3,"items":2,"holds":1,"invariants":[{"name":"I-1","states":"no oversell","violations":0}],"violations":[]}""";

    const string Violated =
        """{"clean":false,"orders":3,"items":2,"holds":1,"invariants":[{"name":"I-1","states":"no oversell","violations":1}],"violations":[{"invariant":"I-1","subject":"burger","detail":"received 5, counted 6"}]}""";

    [Fact]
    public async Task A_clean_audit_ends_with_0_and_says_when_it_was_made()
    {
        Server.On("GET /admin/audit", Clean);
        var run = await Cli.Run("audit", "--grace", "0");
        Assert.Equal((ExitCodes.Done, "?grace=0"), (run.ExitCode, Server.Request.Query));
        Assert.StartsWith("Audit: clean (3 orders, 2 items, 1 holds), made at 2026-03-01 12:00:00Z\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Violations_have_their_own_exit_code_and_are_named()
    {
        Server.On("GET /admin/audit", Violated);
        var run = await Cli.Run("audit");
        Assert.Equal((ExitCodes.Violations, ""), (run.ExitCode, Server.Request.Query));
        Assert.Contains("\nI-1 burger: received 5, counted 6\n", run.Out, StringComparison.Ordinal);
        var asJson = await Cli.Run("audit", "--json");
        Assert.Equal((ExitCodes.Violations, Violated + "\n"), (asJson.ExitCode, asJson.Out));
    }
}

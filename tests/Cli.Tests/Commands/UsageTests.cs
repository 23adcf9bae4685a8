namespace OrleansOrders.Cli.Tests;

public sealed class UsageTests : CliTest
{
    [Theory]
    [InlineData("")]
    [InlineData("sell")]
    [InlineData("show")]
    [InlineData("show a b")]
    [InlineData("list --limit 0")]
    [InlineData("list --limit 201")]
    [InlineData("list --limit")]
    [InlineData("show o-1 --wait -1")]
    [InlineData("show o-1 --timeout 0")]
    [InlineData("watch")]
    [InlineData("dead-letters forget d-1")]
    [InlineData("list --url nowhere")]
    [InlineData("list --url ftp://127.0.0.1")]
    public async Task A_wrong_command_line_asks_nothing_of_the_server(string line)
    {
        var run = await Cli.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("orders: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task A_usage_error_names_the_command_to_ask_for_help()
    {
        Assert.EndsWith("Try 'orders dead-letters show --help'.\n", (await Cli.Run("dead-letters", "show")).Error, StringComparison.Ordinal);
        Assert.EndsWith("Try 'orders --help'.\n", (await Cli.Run("sell")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("place --help")]
    [InlineData("dead-letters replay --help")]
    public async Task Help_is_no_error(string line)
    {
        var run = await Cli.Run(line.Split(' '));
        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains("Usage:", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_option_counts_before_the_variable()
    {
        Server.On("GET /base/orders", """{"orders":[],"next_cursor":null}""");
        Cli.Variables["ORDERS_URL"] = "not an address";
        var wrong = await Cli.Run("list");
        Assert.Equal((ExitCodes.Usage, "orders: ORDERS_URL must be an address such as http://127.0.0.1:5001, not 'not an address'.\n"), (wrong.ExitCode, wrong.Error));
        Assert.Equal(ExitCodes.Done, (await Cli.Run("list", "--url", Server.Address + "base")).ExitCode);
    }

    [Fact]
    public async Task An_interrupted_command_has_the_exit_code_of_shells()
    {
        Server.On("GET /orders/o-1", http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        using var interrupt = new CancellationTokenSource();
        var run = Cli.Run(new LiveText(), interrupt.Token, "show", "o-1");
        await OrleansOrders.Testing.Eventually.Async(() => Server.Requests.Count == 1, "it asks");
        await interrupt.CancelAsync();
        Assert.Equal(ExitCodes.Interrupted, (await run).ExitCode);
    }

    [Fact]
    public void Control_characters_never_reach_the_terminal()
    {
        Assert.Equal("a\uFFFD[31mb c \uFFFD", PlainText.OneLine("a\u001b[31mb\nc\t\u009b"));
        Assert.Equal("a\nb\uFFFD", PlainText.Lines("a\nb\u0007"));
    }
}

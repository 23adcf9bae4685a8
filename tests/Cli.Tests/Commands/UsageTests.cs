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
    [InlineData("show ..")]
    [InlineData("list --all --customer c1")]
    [InlineData("stock --set 1")]
    [InlineData("stock burger --set 1 --adjust 1")]
    [InlineData("stock burger --adjustment-id d-1")]
    [InlineData("stock burger --set -1")]
    [InlineData("stock burger --adjust 1.5")]
    [InlineData("dead-letters replay")]
    [InlineData("dead-letters replay d-1 --queue q")]
    [InlineData("dead-letters replay d-1 d-2 --body f")]
    [InlineData("dead-letters replay d-1 --body gone")]
    [InlineData("dead-letters show", "Try 'orders dead-letters show --help'.")]
    [InlineData("buy", "Try 'orders --help'.")]
    [InlineData("place --customer c1", "--item SKU=QUANTITY[:PRICE]")]
    [InlineData("place --customer c1 --item burger=0", "not 'burger=0'")]
    [InlineData("place --customer c1 --item burger=-1", "not 'burger=-1'")]
    [InlineData("place --customer c1 --item burger=x", "not 'burger=x'")]
    [InlineData("place --customer c1 --item burger=1:", "not 'burger=1:'")]
    [InlineData("place --customer c1 --item burger=1:-2", "not 'burger=1:-2'")]
    [InlineData("place --customer c1 --item burger=1:1,5", "not 'burger=1:1,5'")]
    [InlineData("place --customer c1 --item =1", "not '=1'")]
    public async Task A_wrong_command_line_is_explained_and_asks_nothing_of_the_server(string line, string said = "")
    {
        var run = await Ends(ExitCodes.Usage, line);
        Assert.Equal("", run.Out);
        Assert.StartsWith("orders: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("place --customer c1 --item burger", "POST /orders", 201)]
    [InlineData("show o-1", "GET /orders/o-1")]
    [InlineData("list", "GET /orders")]
    [InlineData("cancel o-1", "POST /orders/o-1/cancel")]
    [InlineData("stock", "GET /inventory")]
    [InlineData("stock burger", "GET /inventory/burger")]
    [InlineData("dead-letters list", "GET /dead-letters")]
    [InlineData("dead-letters show d-1", "GET /dead-letters/d-1")]
    [InlineData("dead-letters replay d-1 d-2", "POST /dead-letters/replay")]
    public async Task The_JSON_of_the_server_is_printed_as_it_came(string line, string call, int status = 200)
    {
        var body = line switch
        {
            "stock" => Samples.Items(null, Samples.Item("burger")),
            "stock burger" => Samples.Item("burger"),

            // What any of the others reads.
            _ => Samples.Order("cancelled").TrimEnd()[..^1] + ""","orders":[],"dead_letters":[],"groups":[],"replayed":2,"not_found":[],"no_origin":[],"truncated":false,"next_cursor":null}""",
        };
        Server.On(call, body, status);
        Assert.Equal(body + "\n", (await Cli.Run([.. line.Split(' '), "--json"])).Out);
    }

    [Theory]
    [InlineData("show o-2")]
    [InlineData("stock pizza")]
    [InlineData("dead-letters show d-2")]
    [InlineData("dead-letters delete d-2")]
    public async Task What_is_not_there_has_its_exit_code(string line) => await Ends(ExitCodes.NotFound, line);

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

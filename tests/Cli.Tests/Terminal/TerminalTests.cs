namespace OrleansOrders.Cli.Tests;

/// <summary>The command as people start it.</summary>
public sealed class TerminalTests : CliTest
{
    [TerminalFact]
    public async Task A_person_chooses_products_and_quantities()
    {
        Server.OnEach(
            "GET /inventory", Samples.Items("more", Samples.Item("burger"), Samples.Item("gone", 0)), Samples.Items(null, Samples.Item("pizza"), Samples.Item("salad")));
        Server.On("POST /orders", Samples.Order("reserved"), 201);
        Server.On("GET /orders/o-1", Samples.Order("confirmed"));
        using var terminal = PseudoTerminal.Start(Cli, "place");

        await terminal.Shows("Who orders?");
        await terminal.Type("ada\r");
        await terminal.Shows("salad (10 available)");
        await terminal.Type(" \u001b[B \r");
        await terminal.Shows("How many of burger?");
        await terminal.Type("11\r");
        await terminal.Shows("Only 10 are available.");
        await terminal.Type("3\r");
        await terminal.Shows("How many of pizza?");
        await terminal.Type("\r");
        await terminal.Shows("Place this order?");
        await terminal.Type("y\r");

        Assert.Equal(ExitCodes.Done, await terminal.Exit());
        var placed = Assert.Single(Server.Requests, request => request.Call == "POST /orders");
        Assert.Equal("""{"customer_id":"ada","items":[{"sku":"burger","quantity":3},{"sku":"pizza","quantity":1}]}""", placed.Body);
        Assert.Equal("wait=10", placed.Header("Prefer"));
        Assert.DoesNotContain("gone (", terminal.Shown.ToString(), StringComparison.Ordinal);
        Assert.Contains("\u001b[", terminal.Shown.ToString(), StringComparison.Ordinal);
        Assert.Equal("ada", LocalMemory.Of(Host()).Customer);
    }

    [TerminalFact]
    public async Task A_person_who_says_no_orders_nothing()
    {
        Server.On("GET /inventory", Samples.Items(null, Samples.Item("burger")));
        using var terminal = PseudoTerminal.Start(Cli, "place --customer c1");

        await terminal.Shows("burger (10 available)");
        await terminal.Type(" \r");
        await terminal.Shows("How many of burger?");
        await terminal.Type("\r");
        await terminal.Shows("Place this order?");
        await terminal.Type("n\r");

        Assert.Equal(ExitCodes.Refused, await terminal.Exit());
        Assert.DoesNotContain(Server.Requests, request => request.Call == "POST /orders");
    }

    [TerminalFact]
    public async Task Ctrl_C_ends_a_choice()
    {
        Server.On("GET /inventory", Samples.Items(null, Samples.Item("burger")));
        using var terminal = PseudoTerminal.Start(Cli, "place --customer c1");

        await terminal.Shows("burger (10 available)");
        await terminal.Type("\u0003");

        Assert.Equal(ExitCodes.Interrupted, await terminal.Exit());
    }

    [Fact]
    public async Task Ctrl_C_ends_a_watch_well_and_pipes_get_plain_text()
    {
        Server.On("GET /notifications/stream", async http =>
        {
            await CliRunner.Say(http, Samples.Event(5));
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        using var watch = PseudoTerminal.StartPiped(Cli, "watch", "--customer", "c1");

        await watch.Shows("o-5");
        await watch.Interrupt();

        Assert.Equal(ExitCodes.Done, await watch.Exit());
        Assert.Equal("2026-01-01T12:00:00Z  order.confirmed  o-5  9.00 EUR\n", watch.Shown.ToString());
    }

    CliHost Host() => new()
    {
        Out = TextWriter.Null, Error = TextWriter.Null, OutIsTerminal = false, IsInteractive = false, Variable = Cli.Variables.GetValueOrDefault, HandlesSignals = false,
    };
}

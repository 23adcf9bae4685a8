namespace OrleansOrders.Cli.Tests;

/// <summary><c>orders show</c>, <c>list</c> and <c>cancel</c>.</summary>
public sealed class OrderCommandsTests : CliTest
{
    [Fact]
    public async Task Show_tells_an_order_and_ends_well_whatever_became_of_it()
    {
        Server.On("GET /orders/o-1", Samples.Order("failed", failure: """{"reason":"payment_declined","shortages":[]}"""));

        var run = await Ends(ExitCodes.Done, "show o-1");
        Assert.StartsWith("Order o-1: failed (payment_declined)\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("total     9.00 EUR", run.Out, StringComparison.Ordinal);
        Assert.Contains("history   1 placed 2026-01-01T12:00:00Z", run.Out, StringComparison.Ordinal);
        Assert.Equal("", Server.Request.Query);
        await Ends(ExitCodes.Refused, "show o-1 --wait 5");
    }

    [Fact]
    public async Task An_order_that_is_not_there_has_its_exit_code()
    {
        Server.On("GET /orders/gone", Samples.Problem("order_not_found", 404, "There is no such order"), 404);
        Assert.Equal("orders: There is no such order (order_not_found).\n", (await Ends(ExitCodes.NotFound, "show gone")).Error);
    }

    [Fact]
    public async Task An_id_cannot_lead_to_another_address()
    {
        await Cli.Run("show", "../health?x=1");
        Assert.Equal(("GET /orders/..%2Fhealth%3Fx=1", ""), (Server.Request.Call, Server.Request.Query));
    }

    [Fact]
    public async Task List_asks_for_what_was_said()
    {
        Server.On("GET /orders", $$"""{"orders":[{{Samples.Order("confirmed")}},{{Samples.Order("failed", "o-2")}}],"next_cursor":"abc"}""");

        var run = await Ends(ExitCodes.Done, "list --customer a+b@c.de --status confirmed --limit 2 --cursor x/y");
        Assert.Equal("?customer_id=a%2Bb%40c.de&status=confirmed&limit=2&cursor=x%2Fy", Server.Request.Query);
        Assert.Equal(["ORDER", "o-1", "o-2"], run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]));
        Assert.Equal("orders: There are more: --cursor abc\n", run.Error);
    }

    [Fact]
    public async Task List_is_of_the_remembered_customer_unless_it_is_told_otherwise()
    {
        const string None = """{"orders":[],"next_cursor":null}""";
        Server.On("GET /orders", None);
        Server.On("POST /orders", Samples.Order(), 201);
        Assert.Equal("No orders.\n", (await Cli.Run("list")).Out);
        await Cli.Run("place", "--customer", "c1", "--item", "burger");

        var run = await Cli.Run("list", "--json");
        Assert.Equal((None + "\n", "orders: Orders of c1; --all lists everybody's.\n"), (run.Out, run.Error));
        await Cli.Run("list", "--all");
        Assert.Equal(["", "?customer_id=c1", ""], Server.Requests.Where(request => request.Call == "GET /orders").Select(request => request.Query));
    }

    [Theory]
    [InlineData(200, "cancelled", ExitCodes.Done)]
    [InlineData(202, "reserved", ExitCodes.NotYet)]
    public async Task Cancel_tells_whether_it_is_done(int status, string orderStatus, int code)
    {
        Server.On("POST /orders/o-1/cancel", Samples.Order(orderStatus), status);

        var run = await Ends(code, "cancel o-1 --wait 7 --json");
        Assert.Equal(Samples.Order(orderStatus) + "\n", run.Out);
        Assert.Equal("wait=7", Server.Request.Header("Prefer"));
    }

    [Fact]
    public async Task Cancel_that_is_too_late_is_refused()
    {
        Server.On("POST /orders/o-1/cancel", Samples.Problem("too_late", 409, "The order's state no longer allows this"), 409);
        Assert.Equal("orders: The order's state no longer allows this (too_late).\n", (await Ends(ExitCodes.Refused, "cancel o-1")).Error);
    }
}

using Microsoft.AspNetCore.Http;

namespace OrleansOrders.Cli.Tests;

public sealed class PlaceTests : CliTest
{
    [Fact]
    public async Task An_order_by_arguments_is_sent_as_it_was_said()
    {
        Server.On("POST /orders", Samples.Order(), 201);

        var run = await Ends(ExitCodes.Done, "place --customer c1 --item burger=2 --item pizza=1:4.50 --item cola --currency EUR --token tok_ok --id o-1");

        Assert.Equal(
            """{"order_id":"o-1","customer_id":"c1","currency":"EUR","payment_token":"tok_ok","items":[{"sku":"burger","quantity":2},{"sku":"pizza","quantity":1,"price":4.50},{"sku":"cola","quantity":1}]}""",
            Server.Request.Body);
        Assert.Null(Server.Request.Header("Idempotency-Key"));
        Assert.Null(Server.Request.Header("Prefer"));
        Assert.StartsWith("Order o-1: pending\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("2 x burger at 4.50", run.Out, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task The_customer_is_remembered_once_the_server_took_the_order()
    {
        Server.On("POST /orders", Samples.Problem("invalid_request", 400, "The request is not valid"), 400);
        await Cli.Run("place", "--customer", "no*body", "--item", "burger");
        Assert.Equal(ExitCodes.Usage, (await Cli.Run("place", "--item", "burger")).ExitCode);

        Server.On("POST /orders", Samples.Order(), 201);
        await Cli.Run("place", "--customer", "c7", "--item", "burger");
        Assert.Equal(ExitCodes.Done, (await Cli.Run("place", "--item", "burger")).ExitCode);
        Assert.Contains("\"customer_id\":\"c7\"", Server.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_without_an_id_keeps_its_key_when_it_is_sent_again()
    {
        var asked = 0;
        Server.On("POST /orders", http =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                http.Abort();
                return Task.CompletedTask;
            }

            http.Response.StatusCode = asked == 2 ? 503 : 201;
            return http.Response.WriteAsync(Samples.Order());
        });

        await Ends(ExitCodes.Done, "place --customer c1 --item burger");
        Assert.Equal(3, Server.Requests.Count);
        Assert.NotNull(Server.Requests[0].Header("Idempotency-Key"));
        Assert.Single(Server.Requests.Select(request => request.Header("Idempotency-Key")).Distinct());
    }

    [Theory]
    [InlineData("confirmed", ExitCodes.Done)]
    [InlineData("failed", ExitCodes.Refused)]
    [InlineData("cancelled", ExitCodes.Refused)]
    public async Task Who_waits_gets_the_end_as_exit_code(string status, int code)
    {
        Server.On("POST /orders", Samples.Order("reserved"), 201);
        Server.OnEach("GET /orders/o-1", Samples.Order("reserved"), Samples.Order(status));

        var run = await Ends(code, "place --customer c1 --item burger --wait 60 --json");
        Assert.Equal(Samples.Order(status) + "\n", run.Out);
        Assert.Equal("wait=30", Server.Requests[0].Header("Prefer"));
        Assert.Equal("?wait=30", Server.Requests[1].Query);
    }

    [Fact]
    public async Task An_order_that_is_not_final_in_time_is_told_apart()
    {
        Server.On("POST /orders", Samples.Order("reserved"), 201);
        Server.On("GET /orders/o-1", Samples.Order("reserved"));
        await Ends(ExitCodes.NotYet, "place --customer c1 --item burger --wait 1");
    }

    [Fact]
    public async Task A_shortage_is_shown_with_what_was_wanted()
    {
        Server.On("POST /orders", Samples.Order("failed", failure: """{"reason":"out_of_stock","shortages":[{"sku":"burger","wanted":2,"available":1}]}"""), 201);

        var run = await Ends(ExitCodes.Refused, "place --customer c1 --item burger=2 --wait 5");
        Assert.StartsWith("Order o-1: failed (out_of_stock)\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("burger: wanted 2, available 1", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wrong_field_has_a_line()
    {
        var problem = Samples.Problem(
            "invalid_request", 400, "The request is not valid",
            ""","errors":[{"field":"items[0].sku","code":"invalid","message":"must be 1 to 64 characters"},{"field":"currency","code":"unknown_currency","message":"must be ISO"}]""");
        Server.On("POST /orders", problem, 400);

        var run = await Ends(ExitCodes.Refused, "place --customer c1 --item bur*ger");
        Assert.Equal(
            "orders: The request is not valid (invalid_request).\norders:   items[0].sku: must be 1 to 64 characters\norders:   currency: must be ISO\n", run.Error);
        Assert.Equal("", run.Out);

        var asJson = await Cli.Run("place", "--customer", "c1", "--item", "bur*ger", "--json");
        Assert.Equal(problem + "\n", asJson.Out);
    }

    [Fact]
    public void Only_the_first_equals_sign_and_colon_divide_a_line()
    {
        Assert.Equal(new NewOrderLine("a:b", 3, 4.50m), OrderLineParser.Parse("a:b=3:4.50"));
        Assert.Null(OrderLineParser.Parse("a=b=3"));
    }
}

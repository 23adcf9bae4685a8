using Microsoft.AspNetCore.Http;

namespace OrleansOrders.Cli.Tests;

public sealed class ServerAwayTests : CliTest
{
    public static TheoryData<string> Commands =>
        ["show o-1", "list", "stock", "cancel o-1", "audit", "dead-letters", "watch --customer c1", "place --customer c1 --item burger", "dead-letters replay d-1"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_server_that_is_not_there_is_named_with_what_to_do(string command)
    {
        var nowhere = $"http://127.0.0.1:{FreePort.Find()}";

        var run = await Cli.Run([.. command.Split(' '), "--url", nowhere]);

        Assert.Equal((ExitCodes.ServerAway, ""), (run.ExitCode, run.Out));
        Assert.Equal(
            $"orders: No server answers at {nowhere}/ (Connection refused). Start it with ./run.sh, or name another with --url or ORDERS_URL.",
            run.Error.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_named()
    {
        Server.On("GET /orders/o-1", http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        var run = await Cli.Run("show", "o-1", "--timeout", "1");
        Assert.Equal(ExitCodes.ServerAway, run.ExitCode);
        Assert.Equal($"orders: {Server.Address} did not answer within 1 s. Try again, or allow more with --timeout.\n", run.Error);
    }

    [Fact]
    public async Task A_server_that_failed_is_told_with_its_trace_and_when_to_ask_again()
    {
        Server.On("GET /orders", Samples.Problem("internal_error", 500, "The server failed", ""","trace_id":"abc" """), 500);
        var failed = await Cli.Run("list");
        Assert.Equal((ExitCodes.ServerAway, $"orders: {Server.Address} answered 500: The server failed. Its log tells more under abc. Try again later.\n"), (failed.ExitCode, failed.Error));

        Server.On("GET /orders", http =>
        {
            http.Response.StatusCode = 503;
            http.Response.Headers.RetryAfter = "4";
            return http.Response.WriteAsync(Samples.Problem("unavailable", 503, "The service is temporarily unavailable"));
        });
        Assert.Contains("Try again in 4 s.", (await Cli.Run("list")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>hello</html>")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Another_kind_of_server_is_recognised(string body)
    {
        Server.On("GET /orders", body);
        var run = await Cli.Run("list");
        Assert.Equal((ExitCodes.ServerAway, ""), (run.ExitCode, run.Out));
        Assert.Contains("is no order server", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task An_answer_in_an_unknown_charset_is_read_as_the_JSON_that_it_may_be(string command)
    {
        Server.OnAll(http =>
        {
            http.Response.StatusCode = 400;
            http.Response.ContentType = "application/problem+json; charset=klingon";
            return http.Response.WriteAsync(Samples.Problem("invalid_request", 400, "The request is not valid"));
        });
        var run = await Cli.Run(command.Split(' '));
        Assert.Equal(ExitCodes.Refused, run.ExitCode);
        Assert.EndsWith("orders: The request is not valid (invalid_request).\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_refusal_that_breaks_off_is_no_answer(string command)
    {
        Server.OnAll(async http =>
        {
            http.Response.StatusCode = 400;
            http.Response.ContentLength = 500;
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
        });
        var run = await Cli.Run(command.Split(' '));
        Assert.Equal(ExitCodes.ServerAway, run.ExitCode);
        Assert.Contains($"No server answers at {Server.Address}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("/elsewhere")]
    public async Task A_redirection_is_told_and_not_followed(string location)
    {
        Server.OnAll(http =>
        {
            http.Response.Redirect(location);
            return Task.CompletedTask;
        });
        var run = await Cli.Run("place", "--customer", "c1", "--item", "burger");
        Assert.Equal((ExitCodes.Refused, $"orders: {Server.Address} answered 302, and not as an order server does.\n"), (run.ExitCode, run.Error));
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task Half_a_character_is_shown_as_it_came()
    {
        Server.On("GET /dead-letters", """{"dead_letters":[{"id":"d-1","error":"\ud800"}],"groups":[],"truncated":false}""");
        Server.On("GET /dead-letters/d-1", """{"id":"d-1","error":"\ud800","body":{"a":"\udfff"}}""");
        var list = await Cli.Run("dead-letters");
        Assert.Equal(ExitCodes.Done, list.ExitCode);
        Assert.Contains("""\ud800""", list.Out, StringComparison.Ordinal);
        var one = await Cli.Run("dead-letters", "show", "d-1");
        Assert.Equal(ExitCodes.Done, one.ExitCode);
        Assert.Contains("""{"a":"\udfff"}""", one.Out, StringComparison.Ordinal);
    }
}

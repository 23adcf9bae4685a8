using Microsoft.AspNetCore.Http;

namespace OrleansOrders.Cli.Tests;

/// <summary>Harm that a server or the machine can do to the command and to the reader of its output.</summary>
public sealed class HarmTests : CliTest
{
    [Theory]
    [InlineData("list", """{"orders":[null]}""")]
    [InlineData("show o-1", """{"order_id":"o-1","customer_id":"c1","status":"failed","version":1,"currency":"EUR","total_amount":1,"created_at":"x","items":[null]}""")]
    [InlineData("show o-1", """{"order_id":"o-1","customer_id":"c1","status":"failed","version":1,"currency":"EUR","total_amount":1,"created_at":"x","items":[],"history":[null]}""")]
    [InlineData("show o-1", """{"order_id":"o-1","customer_id":"c1","status":"failed","version":1,"currency":"EUR","total_amount":1,"created_at":"x","items":[],"failure":{"reason":"r","shortages":[null]}}""")]
    [InlineData("stock", """{"items":[null]}""")]
    [InlineData("audit", """{"clean":false,"invariants":[null]}""")]
    [InlineData("audit", """{"clean":false,"violations":[null]}""")]
    [InlineData("dead-letters replay d-1", """{"replayed":0,"not_found":[null]}""")]
    [InlineData("dead-letters replay d-1", """{"replayed":0,"no_origin":[null]}""")]
    public async Task Nothing_in_a_list_is_what_no_order_server_says(string command, string body)
    {
        Server.OnAll(http => http.Response.WriteAsync(body));
        var run = await Cli.Run(command.Split(' '));
        Assert.Equal(ExitCodes.ServerAway, run.ExitCode);
        Assert.Contains("is no order server", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_the_list_of_wrong_fields_is_a_refusal_without_them()
    {
        Server.On("GET /orders", """{"title":"t","errors":[null]}""", 400);
        var run = await Cli.Run("list");
        Assert.Equal((ExitCodes.Refused, $"orders: {Server.Address} answered 400, and not as an order server does.\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("list --json")]
    [InlineData("--help")]
    [InlineData("watch --customer c1 --count 1")]
    public async Task Output_that_cannot_be_written_is_one_line_and_a_code_of_its_own(string command)
    {
        Server.On("GET /orders", """{"orders":[]}""");
        Server.On("GET /notifications/stream", http => CliRunner.Say(http, Samples.Event(1)));
        using var full = new FullText();
        var run = await Cli.Run(full, CancellationToken.None, command.Split(' '));
        Assert.Equal(ExitCodes.NotWritten, run.ExitCode);
        Assert.EndsWith("orders: The output could not be written (No space left on device).\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://ada:hunter2@127.0.0.1:1")]
    [InlineData("http://hunter2@127.0.0.1:1")]
    [InlineData("ftp://ada:hunter2@127.0.0.1:1")]
    [InlineData("http://ada:hunter2 @127.0.0.1:1")]
    [InlineData("http://127.0.0.1:1/?key=hunter2")]
    public async Task A_password_in_the_address_is_refused_and_not_shown(string url)
    {
        var run = await Cli.Run("list", "--url", url);
        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("orders: --url must be an address such as http://127.0.0.1:5001, without user", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('\u001b')]
    [InlineData('\u009b')]
    [InlineData('\u061c')]
    [InlineData('\u200e')]
    [InlineData('\u202e')]
    [InlineData('\u2028')]
    [InlineData('\u2066')]
    public async Task What_steers_a_terminal_or_turns_text_around_is_not_shown(char harm)
    {
        var escaped = $"\\u{(int)harm:x4}";
        Server.On("GET /orders", $$"""{"orders":[{{Samples.Order(id: "o-" + escaped)}}]}""");
        Server.On("GET /dead-letters/d-1", $$"""{"error":"{{escaped}}","body":["{{escaped}}"]}""");
        foreach (var run in new[] { await Cli.Run("list"), await Cli.Run("dead-letters", "show", "d-1"), await Cli.Run("show", $"x{harm}") })
            Assert.DoesNotContain(harm, run.Out + run.Error);
    }

    [Theory]
    [InlineData("GET /orders", 200, "{\"orders\":[],\"next_cursor\":\"a\u202eb\"}")]
    [InlineData("GET /orders", 200, "{\"orders\":[],\"next_cursor\":\"a\u009bb\"}")]
    [InlineData("GET /orders", 400, "<title>\u001b[2J</title>")]
    public async Task The_JSON_of_the_server_is_escaped_on_a_terminal_and_as_it_came_elsewhere(string call, int status, string body)
    {
        Server.On(call, body, status);
        Assert.Equal(body + "\n", (await Cli.Run("list", "--json")).Out);

        var shown = (await Cli.OnTerminal().Run("list", "--json")).Out;
        Assert.DoesNotContain(shown, c => c is '\u202e' or '\u009b' or '\u001b');
        Assert.Matches(@"\\u(202e|009b|001b)", shown);
    }

    /// <summary>As <c>/dev/full</c> is.</summary>
    sealed class FullText : StringWriter
    {
        public override void Write(char value) => throw new IOException("No space left on device");

        public override void Write(string? value) => throw new IOException("No space left on device");

        public override void Write(char[] buffer, int index, int count) => throw new IOException("No space left on device");
    }
}

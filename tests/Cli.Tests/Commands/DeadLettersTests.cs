namespace OrleansOrders.Cli.Tests;

public sealed class DeadLettersTests : CliTest
{
    const string Letter = """
        {"id":"d-1","queue":"order_placed","reason":"invalid_fields","error":"items[0].quantity: is \u001b[31mrequired","attempts":1,"body":{"order_id":"o-1"},
         "body_encoding":"json","body_bytes":18,"headers":{"x-attempt":1},"at":"2026-01-01T12:00:00Z","replays":2,"replayed_by":"ada"}
        """;

    const string Page = $$"""{"dead_letters":[{{Letter}}],"groups":[{"queue":"order_placed","reason":"invalid_fields","error":null,"count":7}],"truncated":true}""";

    const string Report = """{"replayed":2,"not_found":[],"no_origin":[],"truncated":false}""";

    [Theory]
    [InlineData("dead-letters")]
    [InlineData("dead-letters", "list")]
    public async Task They_are_listed_with_their_causes(params string[] command)
    {
        Server.On("GET /dead-letters", Page);

        var run = await Cli.Run([.. command, "--queue", "order_placed", "--reason", "invalid_fields", "--limit", "5"]);

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Equal("?queue=order_placed&reason=invalid_fields&limit=5", Server.Request.Query);
        Assert.Matches(@"\nd-1 +order_placed +invalid_fields +1 +2 +2026-01-01T12:00:00Z +items\[0\]\.quantity: is .\[31mrequired", run.Out);
        Assert.Matches(@"\n7 +order_placed +invalid_fields", run.Out);
        Assert.DoesNotContain('\u001b', run.Out);
        Assert.Contains("more than are shown", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_shown_whole()
    {
        Server.On("GET /dead-letters/d-1", Letter);
        var run = await Cli.Run("dead-letters", "show", "d-1");
        Assert.Contains("reason: invalid_fields\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("body:\n{\n  \"order_id\": \"o-1\"\n}\n", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"accepted":true,"outcome":"no_change","reason":null,"detail":"It is final."}""", ExitCodes.Done, "It would be accepted: no_change\nIt is final.\n")]
    [InlineData("""{"accepted":false,"outcome":"refused","reason":"not_json","detail":"No."}""", ExitCodes.Refused, "It would not be accepted: refused (not_json)\nNo.\n")]
    public async Task A_dry_run_tells_what_would_happen(string answer, int code, string text)
    {
        Server.On("POST /dead-letters/d-1/dry-run", answer);
        var run = await Cli.Run("dead-letters", "dry-run", "d-1");
        Assert.Equal((code, text), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task One_is_replayed_in_the_name_of_the_user()
    {
        Cli.Variables["USER"] = "ada";
        Server.On("POST /dead-letters/d-1/replay", """{"replayed":1}""");

        var run = await Cli.Run("dead-letters", "replay", "d-1");

        Assert.Equal((ExitCodes.Done, "Replayed: 1\n"), (run.ExitCode, run.Out));
        Assert.Equal(("ada", ""), (Server.Request.Header("X-Requested-By"), Server.Request.Body));
    }

    [Fact]
    public async Task Several_and_groups_are_replayed_at_once()
    {
        Server.On("POST /dead-letters/replay", Report);

        await Ends(ExitCodes.Done, "dead-letters replay d-1 d-2 --by bob");
        await Ends(ExitCodes.Done, "dead-letters replay --queue order_placed --reason r --error e");

        Assert.Equal("bob", Server.Requests[0].Header("X-Requested-By"));
        Assert.Equal(["""{"ids":["d-1","d-2"]}""", """{"queue":"order_placed","reason":"r","error":"e"}"""], Server.Requests.Select(request => request.Body));
    }

    [Theory]
    [InlineData("""{"replayed":1,"not_found":["d-2"],"no_origin":["d-3"],"truncated":true}""", ExitCodes.NotFound)]
    [InlineData("""{"replayed":1,"not_found":[],"no_origin":["d-3"],"truncated":true}""", ExitCodes.Refused)]
    [InlineData("""{"replayed":1,"not_found":[],"no_origin":[],"truncated":true}""", ExitCodes.NotYet)]
    public async Task A_replay_that_leaves_some_says_so(string report, int code)
    {
        Server.On("POST /dead-letters/replay", report);
        await Ends(code, "dead-letters replay --queue order_placed");
    }

    [Fact]
    public async Task An_edited_body_goes_along()
    {
        Server.On("POST /dead-letters/d-1/replay", """{"replayed":1}""");
        var file = Path.Combine(Cli.StateFolder, "edited.json");
        await File.WriteAllTextAsync(file, """{"order_id": "o-1", "price": 4.50}""");

        Assert.Equal(ExitCodes.Done, (await Cli.Run("dead-letters", "replay", "d-1", "--body", file)).ExitCode);
        Assert.Equal("""{"body":{"order_id":"o-1","price":4.50}}""", Server.Request.Body.Replace(": ", ":", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_is_deleted()
    {
        Server.On("DELETE /dead-letters/d-1", "", 204);
        var run = await Cli.Run("dead-letters", "delete", "d-1", "--json");
        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Out));
    }
}

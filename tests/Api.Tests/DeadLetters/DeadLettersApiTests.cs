using System.Net;

namespace OrleansOrders.Api.Tests;

public sealed class DeadLettersApiTests : ApiTest
{
    [Fact]
    public async Task A_letter_is_shown_with_everything_that_is_known()
    {
        var letter = Put(TestDesk.Letter(
            """{"order_id":"o-1","price":1.50}"""u8.ToArray(), headers: new Dictionary<string, object> { ["x-reason"] = "not_json", ["x-attempts"] = 3L, ["ratio"] = 0.5 }));

        var one = await Host.Get($"/dead-letters/{letter.Id}");
        var list = await Host.Get("/dead-letters");

        Assert.Equal(HttpStatusCode.OK, one.Status);
        var expected = $$$"""
            {"id":"{{{letter.Id}}}","queue":"order_placed","reason":"not_json","error":"an error","attempts":3,"body":{"order_id":"o-1","price":1.50},"body_encoding":"json","body_bytes":31,"headers":{"x-reason":"not_json","x-attempts":3,"ratio":0.5},"envelope":null,"at":"1970-01-01T00:00:00.000000Z","replays":0,"replayed_by":null,"message_id":"m-1","exchange":"order_events","routing_key":"order.placed"}
            """;
        Assert.Equal(expected, one.Text);
        Assert.Equal(
            $$$"""{"dead_letters":[{{{expected}}}],"groups":[{"queue":"order_placed","reason":"not_json","error":"an error","count":1}],"truncated":false}""", list.Text);
    }

    [Fact]
    public async Task Properties_that_could_not_be_decoded_are_shown_as_they_came()
    {
        var letter = Put(TestDesk.Letter("{}"u8.ToArray()) with { Envelope = new(120_000, new byte[] { 0x20, 0xFF }) });

        var answer = await Host.Get($"/dead-letters/{letter.Id}");

        Assert.Equal("""{"base64":"IP8=","bytes":120000}""", answer.Json.GetProperty("envelope").GetRawText());
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0x00, 0x7B })]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { (byte)'"', (byte)'\\', (byte)'u', (byte)'d', (byte)'8', (byte)'0', (byte)'0', (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xC3, (byte)'"' })]
    public async Task A_body_that_is_no_json_is_shown_in_base64(byte[] body)
    {
        var letter = Put(TestDesk.Letter(body));

        var answer = await Host.Get($"/dead-letters/{letter.Id}");

        Assert.Equal(("base64", Convert.ToBase64String(body)), (answer.Json.GetProperty("body_encoding").GetString(), answer.Json.GetProperty("body").GetString()));
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"\ud800":1,"ids":["00000000-0000-0000-0000-000000000001"]}""")]
    [InlineData("""{"ids":["\udc00"]}""")]
    [InlineData("""{"reason":"\ud800"}""")]
    [InlineData("""{"body":{"\ud800":1}}""")]
    [InlineData("""{"body":{"a":"\ud800"}}""")]
    public async Task Half_a_character_in_a_request_is_a_bad_request(string body)
    {
        var letter = Put(TestDesk.Letter("{}"u8.ToArray()));

        foreach (var path in (string[])["/dead-letters/replay", $"/dead-letters/{letter.Id}/replay"])
        {
            var answer = await Host.Post(path, body);
            Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{path}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task A_large_body_is_shown_alone_and_not_in_a_list()
    {
        var letter = Put(TestDesk.Letter(System.Text.Encoding.UTF8.GetBytes($"\"{new string('x', DeadLettersPage.MaxListedBody)}\"")));

        var listed = (await Host.Get("/dead-letters")).Json.GetProperty("dead_letters")[0];
        var alone = (await Host.Get($"/dead-letters/{letter.Id}")).Json;

        Assert.Equal(("omitted", System.Text.Json.JsonValueKind.Null), (listed.GetProperty("body_encoding").GetString(), listed.GetProperty("body").ValueKind));
        Assert.Equal(DeadLettersPage.MaxListedBody, alone.GetProperty("body").GetString()!.Length);
    }

    [Fact]
    public async Task A_list_is_filtered_and_cut()
    {
        Put(TestDesk.Letter([], Queues.OrderStatus, "order_not_found"));
        Put(TestDesk.Letter([], Queues.OrderStatus, "order_not_found"));
        Put(TestDesk.Letter([]));

        var answer = (await Host.Get("/dead-letters?queue=order_status&reason=order_not_found&limit=1")).Json;

        Assert.Equal(new DeadLetterFilter(Queues.OrderStatus, "order_not_found"), Host.DeadLetters.LastFilter);
        Assert.Equal(1, answer.GetProperty("dead_letters").GetArrayLength());
        Assert.Equal(2, answer.GetProperty("groups")[0].GetProperty("count").GetInt32());
        Assert.True(answer.GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public async Task A_replay_of_one_says_who_asked_and_takes_an_edited_body()
    {
        var letter = Put(TestDesk.Letter([]));

        var plain = await Host.Post($"/dead-letters/{letter.Id}/replay", "");
        var named = await Host.Post($"/dead-letters/{letter.Id}/replay", "{}", ("X-Requested-By", "nina"));
        var edited = await Host.Post($"/dead-letters/{letter.Id}/replay", """{"body":{"order_id": "o-1"}}""", ("X-Requested-By", new string('x', 101)));

        Assert.All([plain, named, edited], answer => Assert.Equal((HttpStatusCode.OK, """{"replayed":1}"""), (answer.Status, answer.Text)));
        Assert.Equal([(letter.Id, null, "api"), (letter.Id, null, "nina"), (letter.Id, """{"order_id": "o-1"}""", "api")], Host.DeadLetters.Replays);
    }

    [Theory]
    [InlineData("""{"body":"text"}""")]
    [InlineData("""{"body":[]}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task An_edited_body_is_an_object(string request)
    {
        var letter = Put(TestDesk.Letter([]));

        Assert.Equal(["body"], (await Host.Post($"/dead-letters/{letter.Id}/replay", request)).WrongFields());
        Assert.Empty(Host.DeadLetters.Replays);
    }

    [Fact]
    public async Task A_letter_that_cannot_go_back_is_a_conflict_and_one_that_cannot_be_edited_is_said_so()
    {
        var letter = Put(TestDesk.Letter([], queue: null));
        Host.DeadLetters.Outcome = ReplayOutcome.NoOrigin;
        Assert.Equal("dead_letter_without_origin", (await Host.Post($"/dead-letters/{letter.Id}/replay", "")).Problem());

        Host.DeadLetters.Outcome = ReplayOutcome.TooLargeToEdit;
        Assert.Equal(["body"], (await Host.Post($"/dead-letters/{letter.Id}/replay", """{"body":{}}""")).WrongFields());
    }

    [Fact]
    public async Task A_selection_or_a_group_is_replayed()
    {
        var first = Put(TestDesk.Letter([]));
        var second = Put(TestDesk.Letter([], Queues.OrderStatus, "order_not_found"));
        var nobody = Guid.NewGuid();

        var selection = await Host.Post("/dead-letters/replay", $$"""{"ids":["{{first.Id}}","{{nobody}}","#"]}""");
        var group = await Host.Post("/dead-letters/replay", """{"queue":"order_status","reason":"order_not_found","error":"an error"}""");

        Assert.Equal($$"""{"replayed":1,"not_found":["{{nobody}}","#"],"no_origin":[],"truncated":false}""", selection.Text);
        Assert.Equal("""{"replayed":1,"not_found":[],"no_origin":[],"truncated":false}""", group.Text);
        Assert.Equal([(first.Id, null, "api"), (second.Id, null, "api")], Host.DeadLetters.Replays);
        Assert.Equal(new DeadLetterFilter(Queues.OrderStatus, "order_not_found", "an error"), Host.DeadLetters.LastFilter);
    }

    [Theory]
    [InlineData("{}", "ids")]
    [InlineData("", "body")]
    [InlineData("""{"ids":[]}""", "ids")]
    [InlineData("""{"ids":"x"}""", "ids")]
    [InlineData("""{"ids":[1]}""", "ids")]
    [InlineData("""{"ids":["\ud800"]}""", "body")]
    [InlineData("""{"ids":["x"],"queue":"dlq"}""", "ids")]
    [InlineData("""{"queue":7}""", "queue")]
    public async Task A_request_that_does_not_say_which_is_refused(string request, string field)
    {
        Put(TestDesk.Letter([]));

        var answer = await Host.Post("/dead-letters/replay", request);

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, Assert.Single(answer.WrongFields())));
        Assert.Empty(Host.DeadLetters.Replays);
    }

    [Theory]
    [InlineData("9b6f2f60-0000-7000-8000-000000000000")]
    [InlineData("no-id")]
    public async Task What_is_the_id_of_no_letter_is_not_found(string id)
    {
        Assert.Equal("dead_letter_not_found", (await Host.Get($"/dead-letters/{id}")).Problem());
        Assert.Equal("dead_letter_not_found", (await Host.Post($"/dead-letters/{id}/replay", "")).Problem());
        Assert.Equal("dead_letter_not_found", (await Host.Post($"/dead-letters/{id}/dry-run", "")).Problem());
        Assert.Equal("dead_letter_not_found", (await Host.Send(HttpMethod.Delete, $"/dead-letters/{id}", null)).Problem());
    }

    [Fact]
    public async Task A_broker_that_is_away_and_a_desk_that_is_taken_are_503()
    {
        foreach (var failure in (Exception[])[new BrokerUnavailableException("away"), new DeadLettersBusyException("busy")])
        {
            Host.DeadLetters.Failure = failure;
            var answer = await Host.Get("/dead-letters");
            Assert.Equal("unavailable", answer.Problem());
            Assert.NotNull(answer.Header("Retry-After"));
        }
    }

    DeadLetter Put(DeadLetter letter)
    {
        Host.DeadLetters.Letters.Add(letter);
        return letter;
    }
}

using System.Net;
using System.Text;
using System.Text.Json;

namespace OrleansOrders.Api.Tests;

/// <summary>The edges of a post; what every client relies on is among the system's tests.</summary>
public sealed class PostOrderTests(ApiHost host) : IClassFixture<ApiHost>
{
    static string Body(string id) =>
        $$"""{"order_id":"{{id}}","customer_id":"c-1","currency":"EUR","items":[{"sku":"burger","quantity":2,"price":4.5},{"sku":"cola","quantity":1,"price":2}]}""";

    [Fact]
    public async Task A_new_order_is_created_with_its_address_version_and_content()
    {
        var answer = await host.Post("/orders", Body("post-1"));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("/orders/post-1", answer.Header("Location"));
        Assert.Equal("\"1\"", answer.Header("ETag"));
        Assert.Null(answer.Header("Idempotent-Replayed"));
        Assert.Null(answer.Header("Server"));
        Assert.StartsWith("application/json", answer.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal(
            ["order_id", "customer_id", "status", "version", "currency", "total_amount", "items", "failure", "created_at", "expires_at", "history"],
            answer.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("pending", answer.Json.GetProperty("status").GetString());
        Assert.Equal("11.00", answer.Json.GetProperty("total_amount").GetRawText());
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("failure").ValueKind);
        Assert.Equal("""{"sku":"burger","quantity":2,"price":4.50}""", answer.Json.GetProperty("items")[0].GetRawText());
        Assert.EndsWith("Z", answer.Json.GetProperty("created_at").GetString(), StringComparison.Ordinal);
        Assert.Equal("placed", answer.Json.GetProperty("history")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task An_order_is_announced_before_it_is_answered()
    {
        await host.Post("/orders", Body("post-announced"));

        var message = Assert.Single(host.Publisher.Of("post-announced"));
        Assert.Equal(RoutingKeys.OrderPlaced, message.Type);
        Assert.Equal("post-announced:1:order.placed", message.MessageId);
    }

    [Fact]
    public async Task The_same_content_again_is_a_replay_however_it_is_spelled()
    {
        await host.Post("/orders", Body("post-again"));
        var again = await host.Post(
            "/order", """{"user_id":"c-1","order_id":"post-again","currency":"eur","items":[{"item_id":"burger","qty":2,"price":4.50},{"sku":"cola","qty":1,"price":2.0}]}""");

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal("true", again.Header("Idempotent-Replayed"));
        Assert.Equal("post-again", again.Json.GetProperty("order_id").GetString());
    }

    [Fact]
    public async Task Without_an_id_every_post_is_an_order_of_its_own()
    {
        const string body = """{"item":"burger","qty":2,"student_id":"s123"}""";
        var first = await host.Post("/order", body);
        var second = await host.Post("/order", body);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, second.Status));
        var id = first.Json.GetProperty("order_id").GetString()!;
        Assert.Matches("^o-[0-9a-f]{32}$", id);
        Assert.NotEqual(id, second.Json.GetProperty("order_id").GetString());
        Assert.Equal("s123", first.Json.GetProperty("customer_id").GetString());
        Assert.Equal("/orders/" + id, first.Header("Location"));
    }

    [Fact]
    public async Task An_idempotency_key_with_an_id_of_its_own_is_bound_to_that_id()
    {
        await host.Post("/orders", """{"order_id":"keyed-1","customer_id":"c-1","amount":1}""", ("Idempotency-Key", "key-2"));
        var other = await host.Post("/orders", """{"order_id":"keyed-2","customer_id":"c-1","amount":1}""", ("Idempotency-Key", "key-2"));

        Assert.Equal("idempotency_key_reused", other.Problem());
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get("/orders/keyed-2")).Status);
    }

    [Fact]
    public async Task A_body_that_is_no_order_does_not_use_up_its_key()
    {
        await host.Post("/orders", "{}", ("Idempotency-Key", "key-3"));

        Assert.Equal(HttpStatusCode.Created, (await host.Post("/orders", """{"customer_id":"c-1","amount":1}""", ("Idempotency-Key", "key-3"))).Status);
    }

    [Theory]
    [InlineData("with blank")]
    [InlineData("")]
    public async Task A_key_that_breaks_the_rule_is_named(string key)
    {
        var answer = await host.Post("/orders", Body("post-key"), ("Idempotency-Key", key));

        Assert.Equal("invalid_request", answer.Problem());
        Assert.Equal(["Idempotency-Key"], answer.WrongFields());
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task The_content_type_does_not_matter(string? contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"customer_id":"c-1","amount":1}"""));
        if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        Assert.Equal(HttpStatusCode.Created, (await host.Send(HttpMethod.Post, "/orders", content)).Status);
    }

    [Fact]
    public async Task A_compressed_body_is_refused_as_such()
    {
        var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.ContentEncoding.Add("gzip");

        var answer = await host.Send(HttpMethod.Post, "/orders", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Equal("unsupported_media_type", answer.Problem());
    }
}

using System.Net;
using OrleansOrders.Api.Tests;
using OrleansOrders.Grains;

namespace OrleansOrders.Silo.Tests;

public sealed class HealthApiTests : IAsyncLifetime
{
    readonly ApiHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Health_names_every_dependency_and_what_there_is()
    {
        var answer = await _host.Get("/health");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            """{"status":"ok","dependencies":{"postgres":{"status":"ok"},"rabbitmq":{"status":"ok"},"grains":{"status":"ok"},"consumers":{"status":"ok"}},"counts":{"orders":{"pending":0},"items":0,"notifications":0,"bound":10000}}""",
            answer.Text);
    }

    [Fact]
    public async Task Without_the_database_it_is_not_ready_and_still_alive()
    {
        _host.Storage.Failure = new StorageUnavailableException("PostgreSQL at 10.0.0.7:5432 cannot be reached.");

        foreach (var path in (string[])["/health", "/health/ready"])
        {
            var answer = await _host.Get(path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.Equal("unavailable", answer.Json.GetProperty("status").GetString());
            Assert.Equal("""{"status":"unavailable","detail":"not_answering"}""", answer.Json.GetProperty("dependencies").GetProperty("postgres").GetRawText());
            Assert.DoesNotContain("10.0.0.7", answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await _host.Get("/health/live")).Status);
    }

    [Theory]
    [InlineData("read_only")]
    [InlineData("writes_fail")]
    public async Task A_database_that_takes_no_writes_is_not_ready(string trouble)
    {
        _host.Storage.ProbeTrouble = trouble;
        var answer = await _host.Get("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal($$"""{"status":"unavailable","detail":"{{trouble}}"}""", answer.Json.GetProperty("dependencies").GetProperty("postgres").GetRawText());
    }

    [Fact]
    public async Task A_broker_that_is_away_or_blocks_is_not_ready()
    {
        _host.Publisher.Current = _host.Publisher.Current with { Connected = false, Error = "amqp://user:secret@host" };
        var away = await _host.Get("/health/ready");
        _host.Publisher.Current = _host.Publisher.Current with { Connected = true, Blocked = "low on memory" };
        var blocked = await _host.Get("/health/ready");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (away.Status, blocked.Status));
        Assert.Contains("not_connected", away.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", away.Text, StringComparison.Ordinal);
        Assert.Contains("blocked", blocked.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_without_its_consumer_is_named()
    {
        _host.Publisher.Current = _host.Publisher.Current with { Consuming = new Dictionary<string, bool> { ["order_placed"] = true, ["order_status"] = false } };
        var answer = await _host.Get("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("not_consuming order_status", answer.Json.GetProperty("dependencies").GetProperty("consumers").GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_queue_whose_message_stays_in_hand_is_named()
    {
        _host.Publisher.Current = _host.Publisher.Current with { Consuming = new Dictionary<string, bool> { ["order_placed"] = false, ["notifications"] = true }, Holding = ["notifications"] };
        var answer = await _host.Get("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("not_consuming order_placed; holding notifications", answer.Json.GetProperty("dependencies").GetProperty("consumers").GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Without_a_silo_to_call_it_is_not_ready()
    {
        _host.GrainsHealth.Trouble = "not_connected";
        var answer = await _host.Get("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("""{"status":"unavailable","detail":"not_connected"}""", answer.Json.GetProperty("dependencies").GetProperty("grains").GetRawText());
    }

    [Fact]
    public async Task Counting_is_not_repeated_for_everyone_who_asks()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _host.Get("/health")));
        await _host.Get("/health/ready");

        Assert.Equal(1, _host.Storage.Counts);
    }
}

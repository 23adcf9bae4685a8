using System.Net;
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
    [InlineData("postgres", "read_only")]
    [InlineData("postgres", "writes_fail")]
    [InlineData("rabbitmq", "not_connected")]
    [InlineData("rabbitmq", "blocked")]
    [InlineData("grains", "not_connected")]
    [InlineData("consumers", "not_consuming order_status")]
    [InlineData("consumers", "not_consuming order_placed; holding notifications")]
    public async Task What_is_missing_is_named_by_its_kind(string dependency, string detail)
    {
        var broker = _host.Publisher.Current;
        if (dependency == "postgres") _host.Storage.ProbeTrouble = detail;
        if (dependency == "grains") _host.GrainsHealth.Trouble = detail;
        _host.Publisher.Current = (dependency, detail) switch
        {
            ("rabbitmq", "not_connected") => broker with { Connected = false, Error = "amqp://user:secret@host" },
            ("rabbitmq", _) => broker with { Blocked = "low on memory" },
            ("consumers", "not_consuming order_status") => broker with { Consuming = new Dictionary<string, bool> { ["order_placed"] = true, ["order_status"] = false } },
            ("consumers", _) => broker with { Consuming = new Dictionary<string, bool> { ["order_placed"] = false, ["notifications"] = true }, Holding = ["notifications"] },
            _ => broker,
        };
        var answer = await _host.Get("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal($$"""{"status":"unavailable","detail":"{{detail}}"}""", answer.Json.GetProperty("dependencies").GetProperty(dependency).GetRawText());
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counting_is_not_repeated_for_everyone_who_asks()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _host.Get("/health")));
        await _host.Get("/health/ready");

        Assert.Equal(1, _host.Storage.Counts);
    }
}

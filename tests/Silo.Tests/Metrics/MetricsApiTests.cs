using System.Net;
using OrleansOrders.Contracts;

namespace OrleansOrders.Silo.Tests;

public sealed class MetricsApiTests : IAsyncLifetime
{
    readonly ApiHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Our_own_metrics_those_of_the_server_and_queue_depths_are_there()
    {
        _host.Queues.Known = queue => queue == Queues.OrderPlaced ? new(17, 2) : null;
        await _host.Post("/orders", """{"customer_id":"c-1","amount":1}""");
        var answer = await _host.Get("/metrics");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Header("Content-Type"));
        Assert.Contains("orders_posted_total{outcome=\"accepted\"} ", answer.Text, StringComparison.Ordinal);
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram\n", answer.Text, StringComparison.Ordinal);
        Assert.Contains("dotnet_process_memory_working_set_bytes ", answer.Text, StringComparison.Ordinal);
        Assert.Contains("orders_queue_ready_messages{queue=\"order_placed\"} 17\n", answer.Text, StringComparison.Ordinal);
        Assert.Contains("orders_queue_consumers{queue=\"order_placed\"} 2\n", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("queue=\"dlq\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_broker_is_not_asked_by_everyone_who_asks_here()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _host.Get("/metrics")));

        Assert.Equal(1, _host.Queues.Asked);
    }

    [Fact]
    public async Task Every_line_is_a_comment_or_a_sample()
    {
        await _host.Get("/orders/nobody");
        var answer = await _host.Get("/metrics");

        Assert.EndsWith("\n", answer.Text, StringComparison.Ordinal);
        Assert.All(answer.Text.TrimEnd('\n').Split('\n'), line => Assert.Matches(
            """^(# (HELP|TYPE) [a-zA-Z_][a-zA-Z0-9_]* .+|[a-zA-Z_][a-zA-Z0-9_]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*",?)+\})? (-?[0-9.eE+-]+|[+-]Inf|NaN))$""", line));
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace OrleansOrders.Silo;

/// <summary><c>/metrics</c>.</summary>
static class MetricsApi
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", Get).WithTags("health").DisableRateLimiting().WithSummary("Metrics in Prometheus' text format")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");

    static async Task<ContentHttpResult> Get(MetricSet metrics, Statistic<Dictionary<string, QueueDepth>> queues, CancellationToken ct)
    {
        var writer = new PrometheusWriter();
        foreach (var metric in metrics.Collect()) writer.Write(metric);

        // While the depths are unknown their series are missing, which an alert on absence detects.
        var depths = (await queues.Get(ct) ?? []).OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        writer.WriteGauge(
            "orders_queue_ready_messages", "Messages of a queue that wait to be delivered", "queue",
            depths.Select(entry => (entry.Key, (double)entry.Value.Ready)));
        writer.WriteGauge(
            "orders_queue_consumers", "Consumers of a queue, of all processes", "queue",
            depths.Where(entry => BrokerTopology.Declared.Queues.Any(queue => queue.Name == entry.Key)).Select(entry => (entry.Key, (double)entry.Value.Consumers)));
        return TypedResults.Text(writer.ToString(), PrometheusWriter.ContentType);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansOrders.Silo;

/// <summary>The health of this process and its dependencies.</summary>
/// <param name="Status"><c>ok</c>, <c>unavailable</c>, or <c>stopping</c>: it completes its work and accepts no more.</param>
/// <param name="Dependencies">The dependencies by name.</param>
/// <param name="Counts">Numbers of stored entities; null if unknown, and for <c>/health/ready</c>.</param>
public sealed record HealthView(string Status, DependenciesView Dependencies, CountsView? Counts);

/// <summary>The dependencies.</summary>
/// <param name="Postgres">The database responds.</param>
/// <param name="Rabbitmq">Connected, the topology is declared, and the broker accepts publishes.</param>
/// <param name="Grains">This process is a member of the cluster, or has a connection to one.</param>
/// <param name="Consumers">
/// This process is subscribed to each of its queues and holds no message for too long; also if it consumes none.
/// </param>
public sealed record DependenciesView(DependencyView Postgres, DependencyView Rabbitmq, DependencyView Grains, DependencyView Consumers)
{
    internal static DependenciesView Of(HealthReport report) => new(
        DependencyView.Of(report.Entries[Health.Postgres]), DependencyView.Of(report.Entries[Health.RabbitMq]),
        DependencyView.Of(report.Entries[Health.Grains]), DependencyView.Of(report.Entries[Health.Consumers]));
}

/// <summary>The health of one dependency.</summary>
/// <param name="Status"><c>ok</c> or <c>unavailable</c>.</param>
/// <param name="Detail">The kind of problem, without the text of a failure.</param>
public sealed record DependencyView(string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null)
{
    // An exception, also of a timeout, is not described to clients.
    internal static DependencyView Of(HealthReportEntry check) => check.Status is HealthStatus.Healthy
        ? new("ok")
        : new("unavailable", check.Exception is null ? check.Description : "not_answering");
}

/// <summary>Numbers of stored entities. Counting stops at a bound, so that its cost does not grow.</summary>
/// <param name="Orders">The newest orders by status, at most <paramref name="Bound"/> of them.</param>
/// <param name="Items">Items; <paramref name="Bound"/> means that many or more.</param>
/// <param name="Notifications">Notifications; <paramref name="Bound"/> means that many or more.</param>
/// <param name="Bound">The bound.</param>
public sealed record CountsView(IReadOnlyDictionary<string, long> Orders, long Items, long Notifications, int Bound);

/// <summary>The reply of a live process.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
public sealed record LivenessView(string Status);

/// <summary>JSON in the same format as the API.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(LivenessView))]
sealed partial class HealthJson : JsonSerializerContext;

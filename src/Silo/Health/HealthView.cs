using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansOrders.Silo;

/// <summary>How this process and what it needs are.</summary>
/// <param name="Status"><c>ok</c>, <c>unavailable</c>, or <c>stopping</c>: it finishes what it has and wants no more.</param>
/// <param name="Dependencies">Each by name.</param>
/// <param name="Counts">What there is; null where it cannot be known, and for <c>/health/ready</c>.</param>
public sealed record HealthView(string Status, DependenciesView Dependencies, CountsView? Counts);

/// <summary>Everything that is needed.</summary>
/// <param name="Postgres">The database answers.</param>
/// <param name="Rabbitmq">Connected, topology declared, and the broker takes publishes.</param>
/// <param name="Grains">This process hosts grains and is a member of the cluster, or has a connection to one that does.</param>
/// <param name="Consumers">This process is subscribed to every queue it works, and holds no message for too long; also where it works none.</param>
public sealed record DependenciesView(DependencyView Postgres, DependencyView Rabbitmq, DependencyView Grains, DependencyView Consumers);

/// <summary>How it stands with something that is needed.</summary>
/// <param name="Status"><c>ok</c> or <c>unavailable</c>.</param>
/// <param name="Detail">What is wrong, as a kind and not as the failure's own text.</param>
public sealed record DependencyView(string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null)
{
    internal static DependencyView Ok { get; } = new("ok");

    [JsonIgnore]
    internal bool IsOk => Status == Ok.Status;

    internal static DependencyView Unavailable(string detail) => new("unavailable", detail);
}

/// <summary>What there is. Counting ends at a bound, so that asking costs the same however much there is.</summary>
/// <param name="Orders">The newest orders by status, at most <paramref name="Bound"/> of them.</param>
/// <param name="Items">Items; <paramref name="Bound"/> means that many or more.</param>
/// <param name="Notifications">Notifications; <paramref name="Bound"/> means that many or more.</param>
/// <param name="Bound">Where counting ends.</param>
public sealed record CountsView(IReadOnlyDictionary<string, long> Orders, long Items, long Notifications, int Bound);

/// <summary>That the process answers.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
public sealed record LivenessView(string Status);

/// <summary>How health is written: as the API writes everything.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(LivenessView))]
sealed partial class HealthJson : JsonSerializerContext;

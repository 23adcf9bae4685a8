using System.Text.Json.Serialization;

namespace OrleansOrders.Silo;

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

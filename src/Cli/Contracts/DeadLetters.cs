using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansOrders.Cli;

/// <summary>Dead letters; they hold whatever was sent, and are shown as they are.</summary>
sealed record DeadLettersPage
{
    public required IReadOnlyList<JsonElement> DeadLetters { get; init; }

    public IReadOnlyList<JsonElement>? Groups { get; init; }

    public bool Truncated { get; init; }
}

/// <summary>Which dead letters to replay: these, or a group.</summary>
sealed record ReplaySelection(IReadOnlyList<string>? Ids = null, string? Queue = null, string? Reason = null, string? Error = null);

/// <summary>A body in place of a letter's own.</summary>
sealed record EditedLetter(JsonElement Body);

/// <summary>What became of a replay.</summary>
sealed record ReplayReport : IJsonOnDeserialized
{
    public required int Replayed { get; init; }

    public IReadOnlyList<string>? NotFound { get; init; }

    public IReadOnlyList<string>? NoOrigin { get; init; }

    public bool Truncated { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => Whole.Check(NotFound, NoOrigin);
}

/// <summary>What would become of a letter that were replayed now.</summary>
sealed record DryRun(bool Accepted, string Outcome, string? Reason = null, string? Detail = null);

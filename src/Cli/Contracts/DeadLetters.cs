using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansOrders.Cli;

/// <summary>Dead letters. They are shown unchanged, whatever they contain.</summary>
sealed record DeadLettersPage
{
    public required IReadOnlyList<JsonElement> DeadLetters { get; init; }

    public IReadOnlyList<JsonElement>? Groups { get; init; }

    public bool Truncated { get; init; }
}

/// <summary>The dead letters to replay: ids, or a group.</summary>
sealed record ReplaySelection(IReadOnlyList<string>? Ids = null, string? Queue = null, string? Reason = null, string? Error = null);

/// <summary>A body that replaces the letter's own.</summary>
sealed record EditedLetter(JsonElement Body);

/// <summary>The result of a replay.</summary>
sealed record ReplayReport : IJsonOnDeserialized
{
    public required int Replayed { get; init; }

    public IReadOnlyList<string>? NotFound { get; init; }

    public IReadOnlyList<string>? NoOrigin { get; init; }

    public bool Truncated { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => Whole.Check(NotFound, NoOrigin);
}

/// <summary>The predicted result of a replay.</summary>
sealed record DryRun(bool Accepted, string Outcome, string? Reason = null, string? Detail = null);

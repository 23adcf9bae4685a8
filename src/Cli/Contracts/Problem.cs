using System.Text.Json.Serialization;

namespace OrleansOrders.Cli;

/// <summary>An error in RFC 9457 format, with this server's extensions.</summary>
sealed record Problem : IJsonOnDeserialized
{
    public string? Title { get; init; }

    public string? Detail { get; init; }

    public string? Code { get; init; }

    public IReadOnlyList<WrongField>? Errors { get; init; }

    public string? TraceId { get; init; }

    void IJsonOnDeserialized.OnDeserialized() => Whole.Check(Errors);
}

sealed record WrongField(string Field, string Code, string Message);

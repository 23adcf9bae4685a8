using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansOrders.Bench;

/// <summary>The one line of JSON with which the quick series ends; rates a second, times in milliseconds.</summary>
sealed record QuickLine
{
    public required double CompletedPerS { get; init; }

    public required double AcceptedPerS { get; init; }

    public required double FloorPerS { get; init; }

    /// <summary>Completed of the floor's.</summary>
    public required double Ratio { get; init; }

    /// <summary>With one item in every order, of the uniform rate.</summary>
    public required double HotRatio { get; init; }

    [JsonPropertyName("post_p50_ms")]
    public required double PostP50 { get; init; }

    [JsonPropertyName("post_p99_ms")]
    public required double PostP99 { get; init; }

    [JsonPropertyName("final_p50_ms")]
    public required double FinalP50 { get; init; }

    [JsonPropertyName("final_p99_ms")]
    public required double FinalP99 { get; init; }

    /// <summary>Microseconds of processor of the process, the broker and the database together.</summary>
    public required double CpuUsPerOrder { get; init; }

    public required long Anomalies { get; init; }

    public static QuickLine Of(SeriesResult result) => new()
    {
        CompletedPerS = Math.Round(result.CompletedPerSecond, 1),
        AcceptedPerS = Math.Round(Series.Median(result.Uniform, run => run.AcceptedPerSecond), 1),
        FloorPerS = Math.Round(result.FloorPerSecond, 1),
        Ratio = Math.Round(result.CompletedPerSecond / result.FloorPerSecond, 3),
        HotRatio = Math.Round(result.HotPerSecond / result.CompletedPerSecond, 3),
        PostP50 = Math.Round(result.AtRate.PostP50, 2),
        PostP99 = Math.Round(result.AtRate.PostP99, 2),
        FinalP50 = Math.Round(result.AtRate.FinalP50, 2),
        FinalP99 = Math.Round(result.AtRate.FinalP99, 2),
        CpuUsPerOrder = Math.Round(Series.Median(result.Uniform, run => run.MicrosecondsPerOrder.System), 1),
        Anomalies = result.Anomalies,
    };

    public override string ToString() => JsonSerializer.Serialize(this, BenchJson.Default.QuickLine);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(QuickLine))]
sealed partial class BenchJson : JsonSerializerContext;

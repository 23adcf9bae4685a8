namespace OrleansOrders.Bench;

/// <summary>What a series measures, and for how long.</summary>
sealed record SeriesOptions
{
    /// <summary>Rounds of floor, uniform and hot in turn, and as many of the open loops; the median counts.</summary>
    public required int Rounds { get; init; }

    /// <summary>Length of the measured part of one run.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Length of an open-loop run.</summary>
    public required TimeSpan Open { get; init; }

    /// <summary>The skeleton in every round; further shapes and mixes, once each.</summary>
    public required bool Everything { get; init; }

    /// <summary>Connections of the closed loop.</summary>
    public int Connections { get; init; } = 32;

    /// <summary>Orders a second at which the latency is asked for.</summary>
    public double OpenRate { get; init; } = 150;

    public static SeriesOptions Quick { get; } =
        new() { Rounds = 5, Window = TimeSpan.FromSeconds(6), Open = TimeSpan.FromSeconds(6), Everything = false };

    public static SeriesOptions Standard { get; } =
        new() { Rounds = 7, Window = TimeSpan.FromSeconds(20), Open = TimeSpan.FromSeconds(20), Everything = true };
}

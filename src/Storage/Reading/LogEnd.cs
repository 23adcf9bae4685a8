namespace OrleansOrders.Storage;

/// <summary>Where the notification log ends.</summary>
/// <param name="Settled">Every notification up to this place is in the log, or never will be. Followers read up to here.</param>
/// <param name="Drawn">The last place that was given out, committed or not; 0 for an empty log. No place beyond it is one of this log.</param>
public readonly record struct LogEnd(long Settled, long Drawn);

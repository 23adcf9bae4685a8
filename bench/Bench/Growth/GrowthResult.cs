namespace OrleansOrders.Bench;

/// <summary>What one of the growth series found.</summary>
/// <param name="Text">Tables in Markdown.</param>
/// <param name="Anomalies">What the auditor found, and what the generator missed.</param>
sealed record GrowthResult(string Text, long Anomalies);

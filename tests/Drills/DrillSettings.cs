namespace OrleansOrders.Drills;

/// <summary>What differs from the defaults in a drill.</summary>
static class DrillSettings
{
    /// <summary>How long something may be under way when the auditor looks at a system at work: a message of a killed process may be in a delay queue.</summary>
    public static readonly TimeSpan AuditGrace = TimeSpan.FromSeconds(30);

    public static readonly IReadOnlyDictionary<string, string> Environment = new Dictionary<string, string>
    {
        // Longer than the clients here take to see that an API is not ready.
        ["Drain__Delay"] = "00:00:02",
    };
}

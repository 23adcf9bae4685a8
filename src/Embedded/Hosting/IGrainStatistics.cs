namespace OrleansOrders.Embedded;

/// <summary>What the engine holds at this moment.</summary>
public interface IGrainStatistics
{
    /// <summary>Activations in memory by grain class name; classes without any are absent.</summary>
    IReadOnlyDictionary<string, int> ActivationsByClass { get; }

    /// <summary>Requests that wait or run.</summary>
    long RequestsInFlight { get; }
}

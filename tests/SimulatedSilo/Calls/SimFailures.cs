using Orleans.Runtime;

namespace SimulatedSilo;

/// <summary>Exceptions of Orleans that have no public constructor.</summary>
public static class SimFailures
{
    /// <summary>A caller gets it when no activation accepted its request.</summary>
    public static OrleansMessageRejectionException Rejection(string message) => OrleansInternals.Rejection(message);

    /// <summary>A silo gets it when it calls a disconnected client.</summary>
    public static ClientNotAvailableException ClientNotAvailable(string message) => OrleansInternals.ClientNotAvailable(message);
}

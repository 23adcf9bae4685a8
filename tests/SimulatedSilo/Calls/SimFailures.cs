using Orleans.Runtime;

namespace SimulatedSilo;

/// <summary>Exceptions of Orleans that have no public constructor.</summary>
public static class SimFailures
{
    /// <summary>What a caller gets whose request no activation accepted.</summary>
    public static OrleansMessageRejectionException Rejection(string message) => OrleansInternals.Rejection(message);

    /// <summary>What a silo gets that calls a client which is gone.</summary>
    public static ClientNotAvailableException ClientNotAvailable(string message) => OrleansInternals.ClientNotAvailable(message);
}

using Orleans.Runtime;

namespace SimulatedSilo;

/// <summary>
/// The network between a client and the silos, written by whoever simulates: it chooses the silo, delays, loses, and decides what a caller gets whose silo is gone.
/// </summary>
public interface ISimNetwork
{
    /// <summary>
    /// Carries a request to a silo (<see cref="SimSilo.Receive"/>) and its reply back. A task that never completes is a lost message: the caller times out. An exception is what
    /// the caller gets, for example <see cref="SiloUnavailableException"/>.
    /// </summary>
    Task<byte[]> Send(SimRequest request);

    /// <summary>
    /// Carries the cancellation of a request to the silo that received it (<see cref="SimSilo.Cancel"/>), late or never. The caller has gone on already.
    /// </summary>
    void Cancel(SimRequest request);
}

using Orleans.Runtime;

namespace SimulatedSilo;

/// <summary>
/// The network between a client and the silos. The simulation implements it: it chooses the silo, delays or loses messages, and decides which exception a caller gets for a lost silo.
/// </summary>
public interface ISimNetwork
{
    /// <summary>
    /// Carries a request to a silo (<see cref="SimSilo.Receive"/>) and its reply back. A task that never completes is a lost message: the caller times out. The caller gets the
    /// exception of a task that fails, for example <see cref="SiloUnavailableException"/>.
    /// </summary>
    Task<byte[]> Send(SimRequest request);

    /// <summary>
    /// Carries the cancellation of a request to the silo that received it (<see cref="SimSilo.Cancel"/>), late or never. The caller has its exception already.
    /// </summary>
    void Cancel(SimRequest request);
}

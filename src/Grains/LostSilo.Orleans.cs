using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace OrleansOrders.Grains;

/// <summary>What a call ends with whose silo, or the way to it, is gone. Whether it was worked is unknown.</summary>
static class LostSilo
{
    // SiloUnavailableException is a rejection. A timeout is what a client sees of a silo that died with the call.
    public static bool IsLost(Exception exception) =>
        exception is OrleansMessageRejectionException or GatewayTooBusyException or ConnectionFailedException or ClientNotAvailableException or TimeoutException;
}

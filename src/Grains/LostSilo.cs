using System.Net.Sockets;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace OrleansOrders.Grains;

/// <summary>What a call ends with whose silo, or the way to it, is gone. Whether it was worked is unknown.</summary>
static class LostSilo
{
    // SiloUnavailableException is a rejection. A timeout is what a client sees of a silo that died with the call.
    public static bool IsLost(Exception exception) =>
        exception is OrleansMessageRejectionException or GatewayTooBusyException or ConnectionFailedException or ClientNotAvailableException or TimeoutException
        || IsUnwrapped(exception);

    /// <summary>
    /// Whether the silo could not activate the grain because its clock was set back (<c>ActivationCollector</c> in Orleans 10.4.2). Nothing was done. The silo ends itself;
    /// another one can activate the grain.
    /// </summary>
    public static bool HasClockSetBack(Exception exception) =>
        exception is ArgumentException && exception.Message.StartsWith("The earliest collection that can be scheduled from now", StringComparison.Ordinal);

    // A rejection hands on what the silo itself met on the way, as it is: a connection that broke, a call of its own that it gave up, a part of it that
    // has stopped already. No grain of ours throws these.
    static bool IsUnwrapped(Exception exception) => exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException;
}

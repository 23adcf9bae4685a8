using System.Net.Sockets;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace OrleansOrders.Grains;

/// <summary>
/// Recognises exceptions of a call whose silo, or the connection to it, was lost. Whether the call was executed is unknown.
/// </summary>
static class LostSilo
{
    // SiloUnavailableException is a rejection. A client gets a timeout if a silo died during the call.
    public static bool IsLost(Exception exception) =>
        exception is OrleansMessageRejectionException or GatewayTooBusyException or ConnectionFailedException or ClientNotAvailableException or TimeoutException
        || IsUnwrapped(exception);

    /// <summary>
    /// Whether the silo could not activate the grain because its clock was set back (<c>ActivationCollector</c> in Orleans 10.4.2). The
    /// call was not executed. The silo stops itself; another silo can activate the grain.
    /// </summary>
    public static bool HasClockSetBack(Exception exception) =>
        exception is ArgumentException && exception.Message.StartsWith("The earliest collection that can be scheduled from now", StringComparison.Ordinal);

    // A rejection passes on the silo's own exception unwrapped: a broken connection, a cancelled call, a component that has stopped. The
    // grains of this project throw none of these.
    static bool IsUnwrapped(Exception exception) => exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException;
}

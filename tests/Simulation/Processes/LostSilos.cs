using System.Net.Sockets;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>All exceptions of Orleans for a caller whose silo, or the connection to it, was lost.</summary>
static class LostSilos
{
    static readonly Func<string, Exception>[] Kinds =
    [
        SimFailures.Rejection,
        text => new SiloUnavailableException(text),
        text => new GatewayTooBusyException(text),
        text => new ConnectionFailedException(text),
        SimFailures.ClientNotAvailable,
        text => new TimeoutException(text),
        text => new SocketException((int)SocketError.ConnectionReset, text),
        text => new IOException(text),
        text => new OperationCanceledException(text),
        text => new ObjectDisposedException("connection", text),
    ];

    /// <summary>One of each kind.</summary>
    public static IEnumerable<Exception> All => Kinds.Select(kind => kind("simulated: the silo is gone"));

    /// <summary>One of a random kind.</summary>
    public static Exception Any(World world) => Kinds[world.Faults.Dice.Below(Kinds.Length)]("simulated: the silo is gone");
}

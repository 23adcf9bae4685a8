using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace OrleansOrders.Silo;

/// <summary>Applies <see cref="ClusterSettings"/> to a silo.</summary>
static class SiloSettings
{
    /// <summary>
    /// Interval of a silo's heartbeats in the database. A joining silo need not wait for a member that neither answers nor has sent a
    /// heartbeat for three intervals.
    /// </summary>
    static readonly TimeSpan IAmAlive = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A silo that is not in the list and whose generation is older than this counts as dead. Clocks may differ by as much.
    /// </summary>
    static readonly TimeSpan GenerationRetirement = TimeSpan.FromDays(1);

    extension(ClusterSettings cluster)
    {
        public Action<EndpointOptions> Endpoints => endpoints =>
        {
            // Both listeners are open at the same time, so that their ports differ.
            using var silo = FreePort();
            using var gateway = FreePort();
            endpoints.SiloPort = cluster.SiloPort is 0 ? PortOf(silo) : cluster.SiloPort;
            endpoints.GatewayPort = cluster.GatewayPort is 0 ? PortOf(gateway) : cluster.GatewayPort;
            if (cluster.Advertised is not { } address) return;
            endpoints.AdvertisedIPAddress = address;
            var listening = IPAddress.IsLoopback(address) ? address : IPAddress.Any;
            endpoints.SiloListeningEndpoint = new(listening, endpoints.SiloPort);
            endpoints.GatewayListeningEndpoint = new(listening, endpoints.GatewayPort);
        };

        public Action<ClusterMembershipOptions> Membership => membership =>
        {
            membership.ProbeTimeout = cluster.ProbeTimeout;
            membership.IAmAliveTablePublishTimeout = IAmAlive;

            // Both settings compare the clocks of different silos: docs/decisions/0031-members-by-one-clock.md. A joining silo is probed
            // like any other and gives up by itself.
            membership.EvictWhenMaxJoinAttemptTimeExceeded = false;
            membership.SiloGenerationRetirementAge = GenerationRetirement;
        };

        public Action<GrainDirectoryOptions> Directory => directory => directory.CacheSize = cluster.DirectoryCacheSize;
    }

    static TcpListener FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}

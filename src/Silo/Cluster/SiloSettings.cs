using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace OrleansOrders.Silo;

/// <summary>What <see cref="ClusterSettings"/> means for a silo.</summary>
static class SiloSettings
{
    /// <summary>
    /// A silo tells the database that it lives as often as this. One that joins and finds a member that neither answers nor has said so for three
    /// times as long need not wait for it.
    /// </summary>
    static readonly TimeSpan IAmAlive = TimeSpan.FromSeconds(5);

    /// <summary>A silo that is not in the list and whose generation is older than this is taken for dead. Clocks may differ by as much.</summary>
    static readonly TimeSpan GenerationRetirement = TimeSpan.FromDays(1);

    extension(ClusterSettings cluster)
    {
        public Action<EndpointOptions> Endpoints => endpoints =>
        {
            // Both are open at once, so that they differ.
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

            // Both compare a start by the clock of one silo with the clock of another: docs/decisions/0031-members-by-one-clock.md. One that joins is probed
            // like any other, and gives up by itself.
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

using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace OrleansOrders.Silo;

/// <summary>Applies <see cref="ClusterSettings"/> to the options of Orleans, of silos and clients.</summary>
sealed class OrleansSettings(IOptions<ClusterSettings> settings) :
    IConfigureOptions<ClusterOptions>, IConfigureOptions<EndpointOptions>, IConfigureOptions<ClusterMembershipOptions>, IConfigureOptions<GrainDirectoryOptions>,
    IConfigureOptions<GatewayOptions>, IConfigureOptions<ClientMessagingOptions>
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

    readonly ClusterSettings _cluster = settings.Value;

    // The service id is fixed and independent of the cluster id.
    public void Configure(ClusterOptions options) => (options.ServiceId, options.ClusterId) = ("orleans-orders", _cluster.ClusterId);

    public void Configure(EndpointOptions options)
    {
        // Both listeners are open at the same time, so that their ports differ.
        using var silo = FreePort();
        using var gateway = FreePort();
        options.SiloPort = _cluster.SiloPort is 0 ? PortOf(silo) : _cluster.SiloPort;
        options.GatewayPort = _cluster.GatewayPort is 0 ? PortOf(gateway) : _cluster.GatewayPort;
        if (_cluster.Advertised is not { } address) return;
        options.AdvertisedIPAddress = address;
        var listening = IPAddress.IsLoopback(address) ? address : IPAddress.Any;
        options.SiloListeningEndpoint = new(listening, options.SiloPort);
        options.GatewayListeningEndpoint = new(listening, options.GatewayPort);
    }

    public void Configure(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = _cluster.ProbeTimeout;
        options.IAmAliveTablePublishTimeout = IAmAlive;

        // Both settings compare the clocks of different silos: docs/decisions/0031-members-by-one-clock.md. A joining silo is probed like
        // any other and gives up by itself.
        options.EvictWhenMaxJoinAttemptTimeExceeded = false;
        options.SiloGenerationRetirementAge = GenerationRetirement;
    }

    public void Configure(GrainDirectoryOptions options) => options.CacheSize = _cluster.DirectoryCacheSize;

    // Drops lost silos and uses new ones sooner than the default of one minute.
    public void Configure(GatewayOptions options) => options.GatewayListRefreshPeriod = _cluster.GatewayRefresh;

    // A client is not notified (in Orleans 10.4.2) that the silo of its call has died. It repeats the call after this timeout.
    public void Configure(ClientMessagingOptions options) => options.ResponseTimeout = _cluster.ResponseTimeout;

    static TcpListener FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}

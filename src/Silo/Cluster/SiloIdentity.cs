using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime;

namespace OrleansOrders.Silo;

/// <summary>
/// The identity of this silo. Orleans uses the start time as generation, and of two starts at one address the other silos treat the later
/// generation as the living one. If this machine's clock is behind an earlier start, this silo uses the generation after the last one in
/// the membership table. A start that cannot read the table fails.
/// </summary>
sealed class SiloIdentity : ILocalSiloDetails
{
    // In seconds. The host has not started, so nothing else limits the wait.
    const int Patience = 5;

    public SiloIdentity(
        IOptions<SiloOptions> silo, IOptions<ClusterOptions> cluster, IOptions<EndpointOptions> endpoints,
        [FromKeyedServices(nameof(ClusterSettings))] NpgsqlDataSource members)
    {
        Name = silo.Value.SiloName;
        ClusterId = cluster.Value.ClusterId;
        DnsHostName = Dns.GetHostName();
        var address = endpoints.Value.AdvertisedIPAddress;
        var generation = SiloAddress.AllocateNewGeneration();
        SiloAddress = SiloAddress.New(address, endpoints.Value.SiloPort, Math.Max(generation, LastGeneration(members, ClusterId, address, endpoints.Value.SiloPort) + 1));
        GatewayAddress = endpoints.Value.GatewayPort is 0 ? null! : SiloAddress.New(address, endpoints.Value.GatewayPort, 0);
    }

    public string Name { get; }
    public string ClusterId { get; }
    public string DnsHostName { get; }
    public SiloAddress SiloAddress { get; }
    public SiloAddress GatewayAddress { get; }

    static int LastGeneration(NpgsqlDataSource members, string cluster, IPAddress address, int port)
    {
        try
        {
            // Orleans reads the address synchronously while the host is built, so a thread must block. Npgsql's blocking reads return
            // immediately if the clock is not the system's.
#pragma warning disable RS0030 // See above.
            return Task.Run(() => ReadLastGeneration(members, cluster, address, port)).GetAwaiter().GetResult();
#pragma warning restore RS0030
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            // First start of all: the tables are created later.
            return 0;
        }
        catch (Exception exception) when (PostgresErrors.Translate(members, exception) is var translated && translated != exception)
        {
            throw translated;
        }
    }

    static async Task<int> ReadLastGeneration(NpgsqlDataSource members, string cluster, IPAddress address, int port)
    {
        await using var command = members.CreateCommand("select coalesce(max(generation), 0) from cluster_member where cluster_id = $1 and address = $2 and port = $3");
        command.CommandTimeout = Patience;
        command.Parameters.AddWithValue(cluster);
        command.Parameters.AddWithValue(address.ToString());
        command.Parameters.AddWithValue(port);
        return (int)(await command.ExecuteScalarAsync())!;
    }
}

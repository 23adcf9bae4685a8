using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime;
using OrleansOrders.Storage;

namespace OrleansOrders.Silo;

/// <summary>
/// Who this silo is. Orleans takes the start time as generation, and of two starts of one address the later generation is the living one for every other silo. A
/// start whose clock is behind that of a start before it is later all the same: it takes the generation after the last one that the list of members knows. A start
/// that cannot read the list fails.
/// </summary>
sealed class SiloIdentity : ILocalSiloDetails
{
    // Seconds. The host has not started: there is nobody else to wait for it.
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

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public string ClusterId { get; }

    /// <inheritdoc />
    public string DnsHostName { get; }

    /// <inheritdoc />
    public SiloAddress SiloAddress { get; }

    /// <inheritdoc />
    public SiloAddress GatewayAddress { get; }

    static int LastGeneration(NpgsqlDataSource members, string cluster, IPAddress address, int port)
    {
        try
        {
            // Orleans asks for the address while the host is built, so somebody has to wait. Reads of Npgsql that block a thread end at once where the clock is not the system's.
            return Task.Run(() => ReadLastGeneration(members, cluster, address, port)).GetAwaiter().GetResult();
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            // The first start of all: the tables are made later in it.
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

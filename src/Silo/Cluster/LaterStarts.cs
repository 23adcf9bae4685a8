using Npgsql;
using NpgsqlTypes;
using Orleans.Runtime;

namespace OrleansOrders.Silo;

/// <summary>
/// Removes rows of <c>cluster_member</c> for the address of this silo with a later generation. Orleans uses the start time as generation, and a silo that finds a
/// later one for its own address stops. Such a row is left by a start with the clock ahead: no other silo can have the address. Runs before Orleans starts.
/// </summary>
sealed partial class LaterStarts(NpgsqlDataSource dataSource, ILocalSiloDetails silo, ILogger<LaterStarts> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "delete from cluster_member where cluster_id = $1 and address = $2 and port = $3 and generation > $4");
        command.Parameters.AddWithValue(silo.ClusterId);
        command.Parameters.AddWithValue(silo.SiloAddress.Endpoint.Address.ToString());
        command.Parameters.AddWithValue(silo.SiloAddress.Endpoint.Port);
        command.Parameters.AddWithValue(NpgsqlDbType.Integer, silo.SiloAddress.Generation);
        if (await command.ExecuteNonQueryAsync(cancellationToken) is > 0 and var removed) LogRemoved(logger, removed, silo.SiloAddress.Endpoint.Port);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1011, Level = LogLevel.Warning, Message = "Removed {Count} rows of cluster_member for port {Port}: they are of earlier starts with a later time, because the clock was ahead then")]
    static partial void LogRemoved(ILogger logger, int count, int port);
}

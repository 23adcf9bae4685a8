using Npgsql;
using NpgsqlTypes;
using Orleans.Runtime;

namespace OrleansOrders.Silo;

/// <summary>
/// Orleans takes the time of its start for its generation, and a silo that finds a later one under its own address takes itself for dead. Such a row was left
/// by a start with the clock ahead: nobody else can have the address. Runs before Orleans does.
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

    [LoggerMessage(EventId = 1011, Level = LogLevel.Warning, Message = "{Count} earlier starts of the silo on port {Port} are dated after this one, the clock was ahead then: their rows are removed")]
    static partial void LogRemoved(ILogger logger, int count, int port);
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using OrleansOrders.Storage;

namespace OrleansOrders.Silo;

/// <summary>
/// Gets the result of <see cref="PostgresHealth"/> every <see cref="Interval"/>: the check makes an idle or reading process leave an old
/// primary too. Logs changes and session renewals.
/// </summary>
sealed partial class DatabaseWatch(PostgresSessions sessions, ILogger<DatabaseWatch> logger) : IHealthCheckPublisher
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    string? _trouble;
    int _renewals;

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        var check = report.Entries[Health.Postgres];
        var trouble = check.Exception?.GetType().Name ?? check.Description;
        if (sessions.Renewals is var renewals && renewals != _renewals) LogRenewed(logger, renewals - _renewals);
        if (trouble is not null && trouble != _trouble) LogTrouble(logger, trouble);
        if (trouble is null && _trouble is not null) LogBack(logger);
        (_trouble, _renewals) = (trouble, renewals);
        return Task.CompletedTask;
    }
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

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

    [LoggerMessage(EventId = 4311, Level = LogLevel.Warning, Message = "The database does not accept writes: {Trouble}")]
    static partial void LogTrouble(ILogger logger, string trouble);

    [LoggerMessage(EventId = 4312, Level = LogLevel.Information, Message = "The database accepts writes again")]
    static partial void LogBack(ILogger logger);

    [LoggerMessage(EventId = 4313, Level = LogLevel.Warning, Message = "Database sessions were renewed {Times} times: existing sessions could not write or had lost their prepared statements")]
    static partial void LogRenewed(ILogger logger, int times);
}

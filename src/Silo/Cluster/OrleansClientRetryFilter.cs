using Microsoft.Extensions.Logging;
using Orleans;

namespace OrleansOrders.Silo;

/// <summary>
/// Processes may start in any order: a client that starts before the first silo waits until one appears or the process is stopped.
/// </summary>
sealed class OrleansClientRetryFilter(TimeProvider clock, ILogger<OrleansClientRetryFilter> logger) : IClientConnectionRetryFilter
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    bool _told;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!_told) HostLog.NoSiloYet(logger);
        _told = true;
        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }
}

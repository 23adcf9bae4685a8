using Microsoft.Extensions.Logging;
using Orleans;

namespace OrleansOrders.Silo;

/// <summary>Processes may start in any order: one that comes before the first silo waits for it, for as long as it is let live.</summary>
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

using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Silo;

/// <summary>
/// Runs before HTTP on every connection: closes connections above the limits immediately, and those that send nothing for too long. Kestrel
/// only limits the total, and gives a silent connection its whole keep-alive time. When the server closes, requests in progress get a
/// limited time.
/// </summary>
sealed class ConnectionGate(IOptions<ConnectionOptions> options, TimeProvider clock)
{
    readonly (int All, int PerAddress) _limits = options.Value.Limits(OpenFiles.Limit(), OpenFiles.Open());
    readonly Lock _gate = new();
    readonly Dictionary<Caller, int> _open = [];
    int _all;

    public ConnectionDelegate Before(ConnectionDelegate http) => async connection =>
    {
        var caller = Caller.Of((connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None);
        if (!Enter(caller))
        {
            connection.Abort();
            return;
        }

        try
        {
            using var limit = clock.CreateTimer(_ => connection.Abort(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            using var closing = ServerCloses(connection).Register(() => limit.Change(options.Value.StopTimeout, Timeout.InfiniteTimeSpan));
            if (await HasSent(connection)) await http(connection);
        }
        finally
        {
            Leave(caller);
        }
    };

    bool Enter(Caller caller)
    {
        lock (_gate)
        {
            var own = _open.GetValueOrDefault(caller);
            if (_all >= _limits.All || own >= _limits.PerAddress) return false;
            _open[caller] = own + 1;
            _all++;
            return true;
        }
    }

    void Leave(Caller caller)
    {
        lock (_gate)
        {
            if (--_open[caller] == 0) _open.Remove(caller);
            _all--;
        }
    }

    static CancellationToken ServerCloses(ConnectionContext connection) =>
        connection.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().ConnectionClosedRequested;

    /// <summary>Waits for the first bytes without consuming them; returns false after the timeout.</summary>
    async Task<bool> HasSent(ConnectionContext connection)
    {
        using var patience = new CancellationTokenSource(options.Value.FirstByteTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, connection.ConnectionClosed, ServerCloses(connection));
        try
        {
            var input = connection.Transport.Input;
            var read = await input.ReadAsync(either.Token);
            input.AdvanceTo(read.Buffer.Start);
            return !read.Buffer.IsEmpty;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            connection.Abort();
            return false;
        }
    }
}

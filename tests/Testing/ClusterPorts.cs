using System.Collections.Concurrent;
using System.Globalization;

namespace OrleansOrders.Testing;

/// <summary>
/// The ports under which a silo is known to its cluster. A process that is started again with the same HTTP port on the same database gets the
/// same ones, as a service has them: its cluster then knows at once that the one before it is gone.
/// </summary>
static class ClusterPorts
{
    static readonly ConcurrentDictionary<(string Postgres, int Http), (int Silo, int Gateway)> Given = new();

    public static IEnumerable<(string Name, string Value)> Of(string postgres, int httpPort)
    {
        var (silo, gateway) = Given.GetOrAdd((postgres, httpPort), _ => (FreePort.Find(), FreePort.Find()));
        yield return ("Cluster__SiloPort", silo.ToString(CultureInfo.InvariantCulture));
        yield return ("Cluster__GatewayPort", gateway.ToString(CultureInfo.InvariantCulture));
    }
}

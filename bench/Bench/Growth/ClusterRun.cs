using System.Globalization;
using System.Text;

namespace OrleansOrders.Bench;

/// <summary>One process with all roles beside two and more of them that share the work, all on this machine: what being several costs.</summary>
sealed class ClusterRun(int most, SeriesOptions options, BenchServers servers, Action<string> say)
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    // All clusters run at once, and the database takes a hundred connections.
    static readonly Dictionary<string, string> FewConnections = new() { ["Storage__MaxConnections"] = "12" };

    public async Task<GrowthResult> Run()
    {
        var clusters = new List<OrdersTarget>();
        try
        {
            for (var silos = 1; silos <= most; silos++)
            {
                clusters.Add(await OrdersTarget.Start(new(string.Create(CultureInfo.InvariantCulture, $"{silos} silo{(silos == 1 ? "" : "s")}"), null, silos, FewConnections)));
            }

            var text = new StringBuilder().AppendLine();
            text.Append(await RateTable.Measure([.. clusters.Select(cluster => (cluster.Name, new Trial(cluster, servers, options, say)))], options, WarmUp));
            var anomalies = 0L;
            foreach (var cluster in clusters) anomalies += await cluster.Audit(say);

            text.AppendLine(CultureInfo.InvariantCulture, $"- Audited: {anomalies} anomalies");
            return new(text.ToString(), anomalies);
        }
        finally
        {
            foreach (var cluster in clusters) await cluster.DisposeAsync();
        }
    }
}

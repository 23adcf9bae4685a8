using System.Globalization;
using OrleansOrders.Grains;
using OrleansOrders.Storage;

namespace OrleansOrders.Silo.Tests;

/// <summary><c>docs/operations.md</c> gives every setting of a cluster with its default, and the times that follow from the code.</summary>
public sealed class SettingsDocumentTests
{
    static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

    [Fact]
    public void The_document_gives_every_setting_with_its_default()
    {
        var defaults = new ClusterSettings();

        Assert.Contains($"| `Cluster:ClusterId` | `{defaults.ClusterId}` |", Document, StringComparison.Ordinal);
        Assert.Contains($"| `Cluster:Address` | `{defaults.Address}` |", Document, StringComparison.Ordinal);
        Assert.Contains($"| `Cluster:SiloPort`, `Cluster:GatewayPort` | {defaults.SiloPort}, {defaults.GatewayPort} |", Document, StringComparison.Ordinal);
        Assert.Contains($"| `Cluster:ProbeTimeout` | {Seconds(defaults.ProbeTimeout)} |", Document, StringComparison.Ordinal);
        Assert.Contains($"| `Cluster:ResponseTimeout` | {Seconds(defaults.ResponseTimeout)} |", Document, StringComparison.Ordinal);
        Assert.Contains($"| `Cluster:GatewayRefresh` | {Seconds(defaults.GatewayRefresh)} |", Document, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"| `Cluster:DirectoryCacheSize` | {defaults.DirectoryCacheSize:N0} |"), Document, StringComparison.Ordinal);
        Assert.Contains($"| `Storage:MaxConnections` | {new StorageOptions().MaxConnections.ToString(CultureInfo.InvariantCulture)} |", Document, StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_says_how_long_stopping_and_repeats_last()
    {
        Assert.Contains($"at most `Drain:Delay` and {Seconds(OrdersProcess.StopTimeout)}", Document, StringComparison.Ordinal);
        Assert.Contains($"for up to {Seconds(GrainRetry.Deadline)}", Document, StringComparison.Ordinal);
    }

    static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0} s");
}

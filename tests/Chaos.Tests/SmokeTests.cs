namespace OrleansOrders.Chaos.Tests;

/// <summary>A run of seconds, so that the program as a whole is known to work. What it can find takes minutes: <c>chaos.sh</c>.</summary>
public sealed class SmokeTests(ITestOutputHelper output)
{
    static readonly TimeSpan Time = TimeSpan.FromSeconds(15);

    [PrivateServerFact]
    public async Task After_some_seconds_of_faults_everything_that_clients_were_told_is_true()
    {
        using var said = new StringWriter();
        var report = await new ChaosRun(seed: 11, Time, hostile: false, said).RunAsync(CancellationToken.None);
        output.WriteLine(said.ToString());
        foreach (var line in report.Lines) output.WriteLine(line);

        Assert.Empty(report.Findings);
        Assert.True(report.Faults.Count >= 3, "hardly anything went wrong");
        Assert.True(report.Final.Orders.Count > 20, $"only {report.Final.Orders.Count} orders");
    }
}

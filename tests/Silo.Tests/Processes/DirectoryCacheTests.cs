using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansOrders.Silo.Tests;

/// <summary>A silo remembers where grains live, and not more of them than it is told to: every order would be among them.</summary>
[Collection(OneAtATime.Name)]
public sealed partial class DirectoryCacheTests : ProcessTest
{
    const int Size = 1_000;

    [ServerFact]
    public async Task A_silo_remembers_the_places_of_as_many_grains_as_the_setting_says()
    {
        await using var app = await AppProcess.StartAsync(Options with
        {
            Environment = new Dictionary<string, string> { ["Cluster__DirectoryCacheSize"] = Size.ToString(CultureInfo.InvariantCulture) },
        });
        var orders = new OrdersClient(app.Http);

        await Parallel.ForAsync(0, 2 * Size, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
            await orders.PlaceAsync(new { order_id = string.Create(CultureInfo.InvariantCulture, $"order-{i}"), customer_id = "alice", item = "burger", qty = 1 }));
        var metrics = (await orders.GetAsync("metrics")).Text;

        Assert.InRange(Value(Registered(), metrics), 2 * Size, int.MaxValue);
        Assert.InRange(Value(CacheSize(), metrics), Size / 2, Size);
    }

    static int Value(Regex metric, string metrics) => int.Parse(metric.Match(metrics).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^orleans_directory_cache_size (\d+)$", RegexOptions.Multiline)]
    private static partial Regex CacheSize();

    [GeneratedRegex(@"^orleans_directory_registrations_single_act_local_total (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Registered();
}

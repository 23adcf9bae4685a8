using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace OrleansOrders.Silo.Tests;

/// <summary>A silo remembers where grains live, and not more of them than it is told to: every order would be among them.</summary>
[Collection(OneAtATime.Name)]
public sealed partial class DirectoryCacheTests
{
    const int Size = 1_000;

    [ServerFact]
    public async Task A_silo_remembers_the_places_of_as_many_grains_as_the_setting_says()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestVirtualHost.CreateAsync();
        await using var app = await AppProcess.StartAsync(new()
        {
            Postgres = database.ConnectionString,
            RabbitMq = host.ConnectionString,
            Environment = new Dictionary<string, string> { ["Cluster__DirectoryCacheSize"] = Size.ToString(CultureInfo.InvariantCulture) },
        });

        await Parallel.ForAsync(0, 2 * Size, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, stop) =>
        {
            var order = new { order_id = string.Create(CultureInfo.InvariantCulture, $"order-{i}"), customer_id = "alice", item = "burger", qty = 1 };
            using var answer = await app.Http.PostAsJsonAsync("orders", order, stop);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        });
        var metrics = await app.Http.GetStringAsync(new Uri("metrics", UriKind.Relative));

        Assert.InRange(Registrations(metrics), 2 * Size, int.MaxValue);
        Assert.InRange(Remembered(metrics), Size / 2, Size);
    }

    static int Remembered(string metrics) => Value(CacheSize(), metrics);

    static int Registrations(string metrics) => Value(Registered(), metrics);

    static int Value(Regex metric, string metrics) => int.Parse(metric.Match(metrics).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^orleans_directory_cache_size (\d+)$", RegexOptions.Multiline)]
    private static partial Regex CacheSize();

    [GeneratedRegex(@"^orleans_directory_registrations_single_act_local_total (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Registered();
}

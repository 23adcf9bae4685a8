using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansOrders.Storage.Tests;

/// <summary>
/// What the reconciler asks costs what it finds, among hundreds of thousands of orders that are final: by the indexes of the open ones, in their order, with
/// a few pages read. <c>docs/reconciler.md</c> shows the same plans.
/// </summary>
public sealed partial class ReconcilerPlanTests(ReconcilerPlanTests.ManyFinal filled) : IClassFixture<ReconcilerPlanTests.ManyFinal>
{
    const string Front = "";
    const string Oldest = "2026-01-02T00:00:00.000000Z";

    [ServerTheory]
    [InlineData(OpenOrders.PendingSql, "grain_state_open_orders", Front, 100)]
    [InlineData(OpenOrders.PendingSql, "grain_state_open_orders", Oldest, 100)]
    [InlineData(OpenOrders.ExpiredSql, "grain_state_open_orders_by_deadline", Front, 100)]
    [InlineData(OpenOrders.ExpiredSql, "grain_state_open_orders_by_deadline", Oldest, 100)]
    public async Task A_look_goes_by_its_index_and_reads_a_few_pages(string sql, string index, string after, int limit)
    {
        var plan = await PlanAsync(sql, after, limit);

        Assert.Contains($"Index Scan using {index} on grain_state_open", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        Assert.InRange(PagesOf(plan), 1, 2 * limit + 20);
    }

    [ServerTheory]
    [InlineData(OpenOrders.PendingSql)]
    [InlineData(OpenOrders.ExpiredSql)]
    public async Task A_look_that_finds_nothing_reads_next_to_nothing(string sql) =>
        Assert.InRange(PagesOf(await PlanAsync(sql, "2999-01-01T00:00:00.000000Z", 500)), 0, 10);

    [ServerFact]
    public async Task The_open_indexes_hold_the_open_orders_alone()
    {
        foreach (var index in new[] { "grain_state_open_orders", "grain_state_open_orders_by_deadline" })
        {
            var ratio = await filled.Database.ScalarAsync<double>($"select pg_relation_size('{index}')::float8 / pg_relation_size('grain_state_rest_orders')");
            Assert.InRange(ratio, 0, 0.1);
        }
    }

    Task<string> PlanAsync(string sql, string after, int limit) => filled.Database.PlanAsync(
        sql, command => command.With("2998-01-01T00:00:00.000000Z").With(after).With("").With(limit), "analyze, buffers, costs off, timing off, summary off");

    static int PagesOf(string plan)
    {
        var pages = Pages().Match(plan);
        return Of("hit") + Of("read");

        int Of(string kind) => pages.Groups[kind].Success ? int.Parse(pages.Groups[kind].Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"Buffers: shared(?: hit=(?<hit>\d+))?(?: read=(?<read>\d+))?")]
    private static partial Regex Pages();

    /// <summary>200,000 orders, of which one in fifty is open.</summary>
    public sealed class ManyFinal : IAsyncLifetime
    {
        public StorageDatabase Database { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            if (Servers.WhyNot is not null) return;
            Database = await StorageDatabase.CreateAsync();
            await Database.FillAsync(200_000, pending: 50);
            await Database.ExecuteAsync("vacuum analyze grain_state");
        }

        public async ValueTask DisposeAsync()
        {
            if (Database is not null) await Database.DisposeAsync();
        }
    }
}

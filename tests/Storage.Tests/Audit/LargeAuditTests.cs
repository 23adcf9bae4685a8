using System.Diagnostics;
using System.Globalization;
using OrleansOrders.Domain;
using OrleansOrders.Testing;

namespace OrleansOrders.Storage.Tests;

/// <summary>
/// An audit of many orders. <c>AUDIT_ORDERS</c> in the environment says how many, 20,000 without it: a million takes minutes to fill, and is what the
/// numbers in docs/audit.md were measured with.
/// </summary>
public sealed class LargeAuditTests(ITestOutputHelper output)
{
    static readonly int Orders = int.Parse(Environment.GetEnvironmentVariable("AUDIT_ORDERS") ?? "20000", CultureInfo.InvariantCulture);

    [ServerFact]
    public async Task Many_orders_of_every_end_are_clean_and_one_that_is_planted_among_them_is_found()
    {
        await using var database = await StorageDatabase.CreateAsync();
        await ManyOrders.FillAsync(database, Orders);
        var auditor = new Auditor(database.Audits, new NoLetters(), TimeProvider.System);

        var watch = Stopwatch.StartNew();
        var report = await auditor.Run(TimeSpan.Zero, default);
        output.WriteLine(FormattableString.Invariant($"{report.Orders} orders, {report.Holds} holds: {watch.Elapsed.TotalSeconds:0.0} s"));

        Assert.Empty(report.Violations);
        Assert.Equal(Orders, report.Orders);
        Assert.Equal(1, await database.ExecuteAsync("update hold set released = false where order_id = 'many-80' and sku = 'sku-80'"));
        Assert.Contains((await auditor.Run(TimeSpan.Zero, default)).Violations, violation => (violation.Invariant, violation.Subject) == ("I-4", "order:many-80"));
    }

    sealed class NoLetters : IDeadLetteredOrders
    {
        public Task<IReadOnlyCollection<OrderId>> Find(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyCollection<OrderId>>([]);
    }
}

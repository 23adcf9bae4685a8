using Npgsql;

namespace OrleansOrders.SystemTests;

/// <summary>The auditor of these tests finds what is planted: without that its silence says nothing.</summary>
public sealed class AuditorTests(AuditorTests.WithOrders running) : Scenario<AuditorTests.WithOrders>(running)
{
    [ServerTheory]
    [InlineData("update item set available = available + 1, received = received + 1 where sku = 'burger'", "stock is conserved: burger: received 1001")]
    [InlineData("update item set available = available - 1 where sku = 'burger'", "stock is conserved: burger")]
    [InlineData("delete from hold where order_id = 'sold'", "stock is conserved: burger")]
    [InlineData("delete from hold where order_id = 'sold'", "an order holds all of its lines or nothing: order sold")]
    [InlineData("update hold set quantity = 1 where order_id = 'sold'", "an order holds all of its lines or nothing: order sold")]
    [InlineData("update hold set released = true where order_id = 'sold'", "every hold belongs to an order whose status allows it: burger of order sold")]
    [InlineData("update hold set released = false, quantity = 2 where order_id = 'short' and sku = 'burger'", "every hold belongs to an order whose status allows it: burger of order short")]
    [InlineData("insert into hold (order_id, sku, quantity, released) values ('ghost', 'burger', 1, false)", "every hold belongs to an order whose status allows it: burger of order ghost")]
    [InlineData("update grain_state set state = jsonb_set(state, '{history,1,version}', '3') where key = 'order:sold'", "histories have the versions 1 to n: order sold")]
    [InlineData("update grain_state set state = jsonb_set(state, '{version}', '4') where key = 'order:sold'", "histories have the versions 1 to n: order sold")]
    [InlineData("update grain_state set state = jsonb_set(state, '{status}', '\"reserved\"') where key = 'order:sold'", "every order is final: order sold")]
    [InlineData("delete from notification where order_id = 'sold'", "every end and every refund was told once, and nothing else: order sold: order.confirmed, told 0 times")]
    [InlineData("insert into notification (customer_id, order_id, kind, version, at) select customer_id, order_id, kind, version, at from notification where order_id = 'sold'",
        "every end and every refund was told once, and nothing else: order sold: order.confirmed, told 2 times")]
    [InlineData("insert into notification (customer_id, order_id, kind, version, at) values ('c', 'sold', 'payment.refunded', 4, now())",
        "every end and every refund was told once, and nothing else: order sold: payment.refunded, which did not happen")]
    [InlineData("update grain_state set state = jsonb_set(state, '{history,1,kind}', '\"placed\"') where key = 'order:sold'", "money moved only for an order that asked for it: order sold")]
    public async Task What_is_planted_is_found(string planted, string found)
    {
        await using var connection = new NpgsqlConnection(Running.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        Assert.Empty(await AllAsync(connection));

        await using (var plant = new NpgsqlCommand(planted, connection))
            Assert.Equal(1, await plant.ExecuteNonQueryAsync());
        await using (var renew = new NpgsqlCommand("select grain_columns_renew()", connection))
            await renew.ExecuteScalarAsync();

        Assert.Contains(await AllAsync(connection), violation => violation.StartsWith(found, StringComparison.Ordinal));
    }

    static async Task<IReadOnlyList<string>> AllAsync(NpgsqlConnection connection) =>
        [.. await Auditor.ViolationsAsync(connection), .. await Auditor.UnfinishedAsync(connection)];

    /// <summary>One order that was sold, and one that was short of one of its two items.</summary>
    public sealed class WithOrders : RunningSystem
    {
        protected override async Task PrepareAsync()
        {
            await Orders.PlaceAsync(new { order_id = "sold", customer_id = "c", item = "burger", qty = 2 });
            await Orders.PlaceAsync(new { order_id = "short", customer_id = "c", items = new[] { new { sku = "burger", quantity = 2 }, new { sku = "laptop", quantity = 1000 } } });
            await Orders.AllFinalAsync(["sold", "short"]);
            await Orders.NotificationsAsync("c", 2);
        }
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static OrleansOrders.Domain.OrderEventKind;

namespace OrleansOrders.Storage.Tests;

/// <summary>A database in which all orders lie in one table is carried over to one in which those that are open lie apart.</summary>
public sealed class OpenOrdersApartTests
{
    /// <summary>The last step of the version before.</summary>
    const int Before = 14;

    [ServerFact]
    public async Task Open_orders_are_moved_and_everything_is_found_as_before_also_by_a_service_with_rights_of_its_own()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var dataSource = StorageDataSource.Create(database.ConnectionString);
        await Migrator.Migrate(dataSource, [.. Migration.Embedded().Where(migration => migration.Number <= Before)], NullLogger.Instance, default);
        await using (var storage = new GroupCommitGrainStorage(dataSource, StoredJson.Default.Options))
        {
            await ToldOrders.Write(storage, ToldOrders.Order("new", "c", Placed));
            await ToldOrders.Write(storage, ToldOrders.Order("waits", "c", Placed, Reserved));
            await ToldOrders.Write(storage, ToldOrders.Order("sold", "c", Placed, Reserved, Confirmed));
            await ToldOrders.Write(storage, ToldOrders.Order("back", "c", Placed, Reserved, Cancelled, RefundRequested, Refunded));
        }

        await database.ExecuteAsync("insert into grain_state (kind, key, version, state) values ('basket', 'b', 1, '{}'), ('basket', 'cleared', 2, null)");
        var role = $"service_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"create role {role}; grant select, insert, update, delete on grain_state, notification to {role}; grant select on orders, inventory, notifications, notification_seq_seq to {role}");
        var before = await OrdersAsync(database);
        try
        {
            await Migrator.Migrate(dataSource, NullLogger.Instance, default);

            Assert.Equal(before, await OrdersAsync(database));
            Assert.Equal(
                "b grain_state_rest, cleared grain_state_rest, order:back grain_state_rest, order:new grain_state_open, order:sold grain_state_rest, order:waits grain_state_open",
                await database.ScalarAsync<string>("select string_agg(concat_ws(' ', key, tableoid::regclass), ', ' order by key) from grain_state"));
            await database.ExecuteAsync(
                $"""
                begin; set local role {role};
                insert into grain_state (kind, key, version, is_open) values ('order', 'order:tried', 1, true); update grain_state set is_open = false where key = 'order:tried';
                select from orders; select from inventory; select from notifications; delete from grain_state where key = 'order:tried';
                commit
                """);

            await using (var storage = new GroupCommitGrainStorage(dataSource, StoredJson.Default.Options))
            {
                await Assert.ThrowsAsync<Orleans.Storage.InconsistentStateException>(() => ToldOrders.Write(storage, ToldOrders.Order("sold", "c", Placed)));
            }

            await using var connection = await database.DataSource.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var command = new NpgsqlCommand($"set local role {role}; select from grain_write(array['order'], array['order:begun'], array[0], array['{{}}'::jsonb])", connection)) await command.ExecuteNonQueryAsync();
            await ToldOrders.Confirm(connection, transaction, "waits");
            await transaction.CommitAsync();
            var confirmed = await new OrderReader(dataSource).List(new() { Status = OrderStatus.Confirmed }, default);
            Assert.Equal(["sold", "waits"], confirmed.Items.Select(order => order.Id.Value).Order());
        }
        finally
        {
            await database.ExecuteAsync($"drop owned by {role}; drop role {role}");
        }
    }

    static async Task<string> OrdersAsync(TestDatabase database) =>
        await database.ScalarAsync<string>("select string_agg(concat_ws(' ', order_id, customer_id, status, version, total_amount, created_at, expires_at, updated_at), ', ' order by order_id) from orders");
}

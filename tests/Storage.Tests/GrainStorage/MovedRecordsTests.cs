using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using static OrleansOrders.Domain.OrderEventKind;

namespace OrleansOrders.Storage.Tests;

/// <summary>The write that ends an order moves its record to another partition. Whoever writes the same record meanwhile fails as if it had stayed where it was.</summary>
public sealed class MovedRecordsTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    readonly string _id = $"moved-{Guid.NewGuid():N}";

    StorageDatabase Database => shared.Database;

    [ServerFact]
    public async Task An_order_lies_with_the_open_ones_until_it_ends()
    {
        await using var storage = Storage();
        await ToldOrders.Write(storage, ToldOrders.Order(_id, "c", Placed, Reserved));
        Assert.Equal("grain_state_open", await LiesInAsync());

        await EndAsync();

        Assert.Equal("grain_state_rest", await LiesInAsync());
        var read = new GrainState<StoredOrder>();
        await storage.ReadStateAsync("order", Key, read);
        Assert.Equal<(string?, OrderStatus?)>(("3", OrderStatus.Confirmed), (read.ETag, read.State?.Status));
    }

    [ServerFact]
    public async Task A_key_that_ended_is_not_created_again()
    {
        await using var storage = Storage();
        await ToldOrders.Write(storage, ToldOrders.Order(_id, "c", Placed, Reserved, Confirmed));

        await Assert.ThrowsAsync<InconsistentStateException>(() => ToldOrders.Write(storage, ToldOrders.Order(_id, "c", Placed)));

        Assert.Equal("grain_state_rest", await LiesInAsync());
    }

    [ServerFact]
    public async Task A_first_write_that_waits_while_the_record_is_moved_is_a_conflict_and_leaves_one_record()
    {
        await using var storage = Storage();
        await ToldOrders.Write(storage, ToldOrders.Order(_id, "c", Placed, Reserved));
        var writing = await BesideTheEndAsync(() => ToldOrders.Write(storage, ToldOrders.Order(_id, "c", Placed)));

        await Assert.ThrowsAsync<InconsistentStateException>(() => writing);

        Assert.Equal("grain_state_rest", await LiesInAsync());
    }

    [ServerFact]
    public async Task A_later_write_that_waits_while_the_record_is_moved_is_a_conflict_and_leaves_one_record()
    {
        await using var storage = Storage();
        await ToldOrders.Write(storage, ToldOrders.Order(_id, "c", Placed, Reserved));
        var stale = new GrainState<StoredOrder> { ETag = "2", State = StoredOrder.Of(ToldOrders.Order(_id, "c", Placed, Reserved, Cancelled)) };
        var writing = await BesideTheEndAsync(() => storage.WriteStateAsync("order", Key, stale));

        await Assert.ThrowsAsync<InconsistentStateException>(() => writing);

        Assert.Equal("grain_state_rest", await LiesInAsync());
        Assert.Equal("confirmed", await Database.ScalarAsync<string>($"select status from grain_state where key = 'order:{_id}'"));
    }

    GrainId Key => GrainId.Create("order", $"order:{_id}");

    GroupCommitGrainStorage Storage() => new(Database.DataSource, StoredJson.Default.Options);

    /// <summary>A write that began before the order's end was committed, and waits for it.</summary>
    async Task<Task> BesideTheEndAsync(Func<Task> write)
    {
        await using var connection = await Database.Outside.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ToldOrders.Confirm(connection, transaction, _id);
        var writing = write();
        await Waiters.AtLeast(Database, 1);
        await transaction.CommitAsync();
        return writing;
    }

    async Task EndAsync()
    {
        await using var connection = await Database.Outside.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ToldOrders.Confirm(connection, transaction, _id);
        await transaction.CommitAsync();
    }

    async Task<string> LiesInAsync() => Assert.Single(await Database.RowsAsync($"select tableoid::regclass::text from grain_state where key = 'order:{_id}'", row => row.GetString(0)));
}

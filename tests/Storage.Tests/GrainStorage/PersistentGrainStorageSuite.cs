using Npgsql;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Storage.Tests;

/// <summary>What every grain storage that keeps state in PostgreSQL promises beyond the rest: the same rows, and what a lost connection means.</summary>
public sealed class PersistentGrainStorageSuite(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    const string Kind = "basket";

    readonly string _run = Guid.NewGuid().ToString("N");

    [ServerTheory, MemberData(nameof(Providers.Pairs), MemberType = typeof(Providers))]
    public async Task What_one_wrote_another_reads_and_writes_on(string writer, string reader)
    {
        await using var one = await Providers.Create(writer, shared.Database.DataSource);
        await using var other = await Providers.Create(reader, shared.Database.DataSource);
        var written = new GrainState<Basket> { State = new() { Owner = "first", Count = 0, Note = null, Lines = ["x"] } };
        await one.Storage.WriteStateAsync(Kind, Key, written);

        var moved = await Read(other.Storage);
        Assert.Equivalent(written.State, moved.State, strict: true);
        moved.State!.Owner = "second";
        await other.Storage.WriteStateAsync(Kind, Key, moved);

        Assert.Equal("2", moved.ETag);
        Assert.Equal("second", (await Read(one.Storage)).State!.Owner);
        await Assert.ThrowsAsync<InconsistentStateException>(() => one.Storage.WriteStateAsync(Kind, Key, written));
    }

    [ServerTheory, MemberData(nameof(Providers.PersistentNames), MemberType = typeof(Providers))]
    public async Task A_connection_lost_before_or_after_the_commit_is_an_exception_and_what_was_written_counts(string name)
    {
        await using var relay = new Relay(shared.Database);
        await using var provider = await Providers.Create(name, relay.DataSource);
        var basket = await Written(provider);
        basket.State!.Owner = $"cut-{_run}";
        relay.Proxy.CutBefore(basket.State.Owner);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => provider.Storage.WriteStateAsync(Kind, Key, basket));
        Assert.Equal((1, "1", ("before", "1")), (relay.Proxy.Cuts, basket.ETag, await Stored(provider)));

        relay.Proxy.CutAfter(basket.State.Owner);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => provider.Storage.WriteStateAsync(Kind, Key, basket));
        Assert.Equal((2, "1", (basket.State.Owner, "2")), (relay.Proxy.Cuts, basket.ETag, await Stored(provider)));

        // A caller that goes on with its old version is stopped.
        await Assert.ThrowsAsync<InconsistentStateException>(() => provider.Storage.WriteStateAsync(Kind, Key, basket));
    }

    [ServerTheory, MemberData(nameof(Providers.PersistentNames), MemberType = typeof(Providers))]
    public async Task A_state_that_the_database_refuses_fails_alone_and_leaves_the_record_as_it_was(string name)
    {
        await using var provider = await Providers.Create(name, shared.Database.DataSource);
        var basket = await Written(provider);

        // jsonb holds any text but one with a zero character.
        basket.State!.Owner = "zero \0";
        await Assert.ThrowsAnyAsync<Exception>(() => provider.Storage.WriteStateAsync(Kind, Key, basket));
        Assert.Equal(("before", "1"), await Stored(provider));

        basket.State.Owner = "after";
        await provider.Storage.WriteStateAsync(Kind, Key, basket);
        Assert.Equal(("after", "2"), await Stored(provider));
    }

    [ServerTheory, MemberData(nameof(Providers.PersistentNames), MemberType = typeof(Providers))]
    public async Task A_database_that_is_out_of_reach_is_told_apart_and_named(string name)
    {
        await using var relay = new Relay(shared.Database);
        await using var provider = await Providers.Create(name, relay.DataSource);
        await Written(provider);
        await relay.Proxy.DisposeAsync();

        // The connection that was open breaks first; then there is nobody to connect to.
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Read(provider.Storage));
        var exception = await Assert.ThrowsAsync<StorageUnavailableException>(() => Read(provider.Storage));

        Assert.StartsWith($"PostgreSQL at 127.0.0.1:{relay.Proxy.Port} cannot be reached", exception.Message, StringComparison.Ordinal);
    }

    [ServerTheory, MemberData(nameof(Providers.PersistentNames), MemberType = typeof(Providers))]
    public async Task What_lists_go_by_is_written_with_the_state_of_an_order_and_cleared_with_it(string name)
    {
        await using var provider = await Providers.Create(name, shared.Database.DataSource);
        var order = new GrainState<Listed> { State = new() { CustomerId = "c", Status = "pending", CreatedAt = "2026", ExpiresAt = "2027" } };
        await provider.Storage.WriteStateAsync("order", Key, order);
        Assert.Equal(("c", "pending", "2026", "2027", true), await Columns("order"));

        order.State = new() { CustomerId = "d", Status = "reserved", CreatedAt = "2028", ExpiresAt = "2029" };
        await provider.Storage.WriteStateAsync("order", Key, order);
        Assert.Equal(("d", "reserved", "2028", "2029", true), await Columns("order"));

        order.State = order.State with { Status = "confirmed" };
        await provider.Storage.WriteStateAsync("order", Key, order);
        Assert.Equal(("d", "confirmed", "2028", "2029", false), await Columns("order"));

        await provider.Storage.ClearStateAsync("order", Key, order);
        Assert.Equal((null, null, null, null, null), await Columns("order"));
    }

    [ServerTheory, MemberData(nameof(Providers.PersistentNames), MemberType = typeof(Providers))]
    public async Task What_is_no_order_is_in_no_list(string name)
    {
        await using var provider = await Providers.Create(name, shared.Database.DataSource);
        await provider.Storage.WriteStateAsync(
            Kind, Key, new GrainState<Listed> { State = new() { CustomerId = "c", Status = "pending", CreatedAt = "2026", ExpiresAt = "2027" } });

        var (customer, status, created, expires, open) = await Columns(Kind);
        Assert.Equal((null, null, null, null), (customer, status, created, expires));
        Assert.NotEqual(true, open);
    }

    /// <summary>Nulls where there is no row.</summary>
    async Task<(string? Customer, string? Status, string? Created, string? Expires, bool? Open)> Columns(string kind)
    {
        var rows = await shared.Database.RowsAsync(
            $"select customer_id, status, created_at, expires_at, is_open from grain_state where kind = '{kind}' and key = '{_run}:a'",
            row => (Text(row, 0), Text(row, 1), Text(row, 2), Text(row, 3), row.IsDBNull(4) ? default(bool?) : row.GetBoolean(4)));
        return rows.SingleOrDefault();

        static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }

    GrainId Key => GrainId.Create("test", $"{_run}:a");

    async Task<GrainState<Basket>> Written(Provider provider)
    {
        var basket = new GrainState<Basket> { State = new() { Owner = "before" } };
        await provider.Storage.WriteStateAsync(Kind, Key, basket);
        return basket;
    }

    async Task<GrainState<Basket>> Read(IGrainStorage storage)
    {
        var basket = new GrainState<Basket>();
        await storage.ReadStateAsync(Kind, Key, basket);
        return basket;
    }

    async Task<(string Owner, string? ETag)> Stored(Provider provider)
    {
        var basket = await Read(provider.Storage);
        return (basket.State!.Owner, basket.ETag);
    }
}

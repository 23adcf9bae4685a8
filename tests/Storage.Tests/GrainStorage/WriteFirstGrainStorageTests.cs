using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage.Tests;

/// <summary>A state that may be written before it was read.</summary>
public sealed class WriteFirstGrainStorageTests
{
    const string Kind = "basket";

    static readonly GrainId Id = GrainId.Create("basket", "a");

    readonly FallibleStorage _inner = new(new InMemoryGrainStorage(BasketJson.Default.Options));
    readonly WriteFirstGrainStorage _storage;

    public WriteFirstGrainStorageTests() => _storage = new(_inner);

    [Fact]
    public async Task The_read_of_an_activation_asks_nobody_and_the_next_one_gives_what_is_stored()
    {
        await Stored("theirs");
        var basket = await Activated();

        Assert.Equal((WriteFirstGrainStorage.Unread, false, 0), (basket.ETag, basket.RecordExists, _inner.Reads));
        await _storage.ReadStateAsync(Kind, Id, basket);

        Assert.Equal(("theirs", "1", true, 1), (basket.State!.Owner, basket.ETag, basket.RecordExists, _inner.Reads));
    }

    [Fact]
    public async Task A_first_write_is_one_where_nothing_is_stored_and_those_after_it_follow()
    {
        var basket = await Activated();
        var mine = basket.State = new() { Owner = "mine" };
        await _storage.WriteStateAsync(Kind, Id, basket);

        Assert.Same(mine, basket.State);
        Assert.Equal(("1", true, 0), (basket.ETag, basket.RecordExists, _inner.Reads));
        mine.Owner = "mine again";
        await _storage.WriteStateAsync(Kind, Id, basket);
        Assert.Equal(("mine again", "2"), await Stored());
    }

    [Fact]
    public async Task A_first_write_where_something_is_stored_writes_nothing_and_brings_that()
    {
        await Stored("theirs");
        var basket = await Activated();
        basket.State = new() { Owner = "mine" };

        await _storage.WriteStateAsync(Kind, Id, basket);

        Assert.Equal(("theirs", "1", true), (basket.State.Owner, basket.ETag, basket.RecordExists));
        Assert.Equal(("theirs", "1"), await Stored());
        basket.State.Owner = "mine at last";
        await _storage.WriteStateAsync(Kind, Id, basket);
        Assert.Equal(("mine at last", "2"), await Stored());
    }

    [Fact]
    public async Task Once_it_was_read_a_write_of_a_stale_version_is_refused()
    {
        var basket = await Activated();
        await _storage.ReadStateAsync(Kind, Id, basket);
        await Stored("theirs");
        basket.State = new() { Owner = "mine" };

        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync(Kind, Id, basket));
            Assert.Equal("mine", basket.State.Owner);
        }

        await _storage.ReadStateAsync(Kind, Id, basket);
        Assert.Equal(("theirs", "1"), (basket.State.Owner, basket.ETag));
    }

    [Fact]
    public async Task What_was_not_there_is_read_anew_each_time()
    {
        var basket = await Activated();
        await _storage.ReadStateAsync(Kind, Id, basket);
        await _storage.ReadStateAsync(Kind, Id, basket);
        Assert.Equal((2, false), (_inner.Reads, basket.RecordExists));
        await Stored("theirs");

        await _storage.ReadStateAsync(Kind, Id, basket);

        Assert.Equal(("theirs", "1", true), (basket.State!.Owner, basket.ETag, basket.RecordExists));
    }

    [Fact]
    public async Task A_state_stays_unread_when_its_read_or_its_first_write_fails()
    {
        var basket = await Activated();
        basket.State = new() { Owner = "mine" };
        _inner.Failure = new StorageUnavailableException("away");

        await Assert.ThrowsAsync<StorageUnavailableException>(() => _storage.WriteStateAsync(Kind, Id, basket));
        Assert.Equal(WriteFirstGrainStorage.Unread, basket.ETag);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _storage.ReadStateAsync(Kind, Id, basket));
        Assert.Equal(WriteFirstGrainStorage.Unread, basket.ETag);

        _inner.Failure = null;
        await Stored("theirs");
        await _storage.WriteStateAsync(Kind, Id, basket);
        Assert.Equal(("theirs", "1"), (basket.State.Owner, basket.ETag));
    }

    [Fact]
    public async Task An_unread_state_is_cleared_whatever_is_stored_and_can_be_written_again()
    {
        await Stored("theirs");
        var basket = await Activated();

        await _storage.ClearStateAsync(Kind, Id, basket);
        Assert.Equal((null, false), (await Stored(), basket.RecordExists));
        await _storage.ClearStateAsync(Kind, Id, basket);
        basket.State = new() { Owner = "mine" };
        await _storage.WriteStateAsync(Kind, Id, basket);

        Assert.Equal(("mine", "1"), await Stored());
    }

    [Fact]
    public async Task A_clear_that_fails_leaves_what_was_known()
    {
        var basket = await Activated();
        await _storage.ReadStateAsync(Kind, Id, basket);
        _inner.Failure = new StorageUnavailableException("away");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _storage.ClearStateAsync(Kind, Id, basket));

        _inner.Failure = null;
        await Stored("theirs");
        await _storage.ReadStateAsync(Kind, Id, basket);

        Assert.Equal(("theirs", "1"), (basket.State!.Owner, basket.ETag));
    }

    async Task<GrainState<Basket>> Activated()
    {
        var basket = new GrainState<Basket> { State = new() };
        await _storage.ReadStateAsync(Kind, Id, basket);
        return basket;
    }

    Task Stored(string owner) => _inner.Storage.WriteStateAsync(Kind, Id, new GrainState<Basket> { State = new() { Owner = owner } });

    async Task<(string Owner, string ETag)?> Stored()
    {
        var basket = new GrainState<Basket> { State = new() };
        await _inner.Storage.ReadStateAsync(Kind, Id, basket);
        return basket.RecordExists ? (basket.State.Owner, basket.ETag!) : null;
    }

    sealed class FallibleStorage(IGrainStorage storage) : IGrainStorage
    {
        public IGrainStorage Storage => storage;

        public int Reads { get; private set; }

        public Exception? Failure { get; set; }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Reads++;
            return Failure is { } failure ? Task.FromException(failure) : storage.ReadStateAsync(stateName, grainId, grainState);
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            Failure is { } failure ? Task.FromException(failure) : storage.WriteStateAsync(stateName, grainId, grainState);

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            Failure is { } failure ? Task.FromException(failure) : storage.ClearStateAsync(stateName, grainId, grainState);
    }
}

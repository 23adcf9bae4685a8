using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Storage.Tests;

/// <summary>What every grain storage promises, beside <see cref="GrainStorageHistories"/>: versions, conflicts and clearing are there.</summary>
public sealed class GrainStorageSuite(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    const string Kind = "basket";

    readonly string _run = Guid.NewGuid().ToString("N");

    [ServerTheory, MemberData(nameof(Providers.Names), MemberType = typeof(Providers))]
    public async Task What_was_written_reads_back_whole_and_with_the_same_etag(string name)
    {
        await using var provider = await Create(name);
        var written = new GrainState<Basket>
        {
            State = new() { Owner = "Zoë \"z\" \\ 日本 \U0001F354 ' ; -- $1", Count = 0, Active = false, Note = null, Total = 0.10m, Lines = ["", "x", "\n"] },
        };

        await provider.Storage.WriteStateAsync(Kind, Key("a"), written);
        var read = await Read(provider.Storage, "a");

        Assert.True(written.RecordExists);
        Assert.True(read.RecordExists);
        Assert.Equal(written.ETag, read.ETag);
        Assert.Equivalent(written.State, read.State, strict: true);
        Assert.Equal("0.10", read.State!.Total.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [ServerTheory, MemberData(nameof(Providers.Names), MemberType = typeof(Providers))]
    public async Task Of_many_first_writes_at_once_one_wins_and_the_others_conflict(string name)
    {
        await using var provider = await Create(name);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            var basket = new GrainState<Basket> { State = new() { Count = i } };
            return await GrainStorageHistories.Succeeds(() => provider.Storage.WriteStateAsync(Kind, Key("contested"), basket)) ? i : -1;
        }));

        var winner = Assert.Single(outcomes, i => i >= 0);
        var stored = await Read(provider.Storage, "contested");
        Assert.Equal((winner, "1"), (stored.State!.Count, stored.ETag));
    }

    [ServerTheory, MemberData(nameof(Providers.Names), MemberType = typeof(Providers))]
    public async Task Kinds_and_keys_keep_apart_however_alike_they_look(string name)
    {
        await using var provider = await Create(name);
        string[] keys = ["1001", "A1", "a1", "00a1", "0123456789abcdef0123456789abcdef", "abc+x", "a", "A", "a b", "ä"];
        foreach (var key in keys) await provider.Storage.WriteStateAsync(Kind, Key(key), new GrainState<Basket> { State = new() { Owner = key } });
        await provider.Storage.WriteStateAsync("other", Key("a1"), new GrainState<Basket> { State = new() { Owner = "other" } });

        foreach (var key in keys) Assert.Equal(key, (await Read(provider.Storage, key)).State!.Owner);
    }

    [ServerTheory, MemberData(nameof(Providers.Names), MemberType = typeof(Providers))]
    public async Task A_state_of_a_megabyte_is_kept(string name)
    {
        await using var provider = await Create(name);

        // Text that does not compress, so that it is a megabyte on every way it goes.
        var text = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(750_000));
        var basket = new GrainState<Basket> { State = new() { Note = text } };
        await provider.Storage.WriteStateAsync(Kind, Key("big"), basket);
        basket.State.Count = 2;
        await provider.Storage.WriteStateAsync(Kind, Key("big"), basket);

        var read = await Read(provider.Storage, "big");
        Assert.Equal((2, text), (read.State!.Count, read.State.Note));
    }

    [ServerTheory, MemberData(nameof(Providers.Names), MemberType = typeof(Providers))]
    public async Task Many_grains_at_once_each_keep_their_own_last_state(string name)
    {
        await using var provider = await Create(name);
        var states = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var basket = new GrainState<Basket> { State = new() { Owner = $"{i}" } };
            for (var n = 0; n < 5; n++)
            {
                basket.State.Count = n * 1000 + i;
                await provider.Storage.WriteStateAsync(Kind, Key($"many-{i}"), basket);
            }

            return await Read(provider.Storage, $"many-{i}");
        }));

        Assert.All(states, (basket, i) => Assert.Equal(($"{i}", 4000 + i, "5"), (basket.State!.Owner, basket.State.Count, basket.ETag)));
    }

    Task<Provider> Create(string name) => Providers.Create(name, shared.Database.DataSource);

    GrainId Key(string key) => GrainId.Create("test", $"{_run}:{key}");

    async Task<GrainState<Basket>> Read(IGrainStorage storage, string key)
    {
        var basket = new GrainState<Basket>();
        await storage.ReadStateAsync(Kind, Key(key), basket);
        return basket;
    }
}

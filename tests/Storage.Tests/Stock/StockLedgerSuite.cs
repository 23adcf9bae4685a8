using static OrleansOrders.Storage.Tests.StockBuilders;

namespace OrleansOrders.Storage.Tests;

/// <summary>What every stock ledger promises.</summary>
public sealed class StockLedgerSuite(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    readonly Sku _sku = Sku.Parse("s" + Guid.NewGuid().ToString("N"));

    [ServerTheory, MemberData(nameof(Ledgers.Names), MemberType = typeof(Ledgers))]
    public async Task Every_commit_that_writes_raises_the_version_by_one_from_nothing_and_is_what_is_loaded(string name)
    {
        await using var handle = Create(name);
        Assert.Equal(Item.Unknown(_sku), await handle.Ledger.Load(_sku, default));
        Assert.Equal(1, await handle.Ledger.Commit(Creation(_sku), default).Done());
        var full = new Item { Sku = _sku, Received = 10, Available = 10 };
        Assert.Equal(full with { Version = 1 }, await handle.Ledger.Load(_sku, default));

        Assert.Equal(2, await handle.Ledger.Commit(Holding(_sku, 1, "o1"), default).Done());
        Assert.Equal(With3Taken(_sku) with { Version = 2 }, await handle.Ledger.Load(_sku, default));
        Assert.Equal(3, await handle.Ledger.Commit(new() { Sku = _sku, ExpectedVersion = 2, Item = full, Holds = [new(Order("o1"), Taken3, Released3)] }, default).Done());
        Assert.Equal(full with { Version = 3 }, await handle.Ledger.Load(_sku, default));
    }

    [ServerTheory, MemberData(nameof(Ledgers.Names), MemberType = typeof(Ledgers))]
    public async Task A_commit_that_only_checks_leaves_the_version(string name)
    {
        await using var handle = await Created(name);
        var check = new StockBatch
        {
            Sku = _sku,
            ExpectedVersion = 1,
            Item = new() { Sku = _sku, Received = 10, Available = 10 },
            Holds = [new(Order("o1"), null, null)],
            Adjustments = [new(Adjustment("a1"), null)],
        };
        Assert.Equal(1, await handle.Ledger.Commit(check, default).Done());
        Assert.Equal(1, (await handle.Ledger.Load(_sku, default)).Version);

        // Nothing was recorded: the same records are still new.
        Assert.Equal(1, await handle.Ledger.Commit(check, default).Done());
    }

    [ServerTheory, MemberData(nameof(Ledgers.Names), MemberType = typeof(Ledgers))]
    public async Task A_refusal_on_an_item_that_does_not_exist_is_checked_too(string name)
    {
        await using var handle = Create(name);
        var check = new StockBatch { Sku = _sku, ExpectedVersion = 0, Item = Item.Unknown(_sku), Holds = [new(Order("o1"), null, null)] };
        Assert.Equal(0, await handle.Ledger.Commit(check, default).Done());
        await handle.Ledger.Commit(Creation(_sku), default).Done();
        Assert.Same(StockCommit.Conflict.Instance, await handle.Ledger.Commit(check, default));
    }

    [ServerTheory, MemberData(nameof(Ledgers.Names), MemberType = typeof(Ledgers))]
    public async Task A_duplicate_reserve_is_a_surprise_that_shows_the_hold_and_changes_nothing(string name)
    {
        await using var handle = await Created(name);
        await handle.Ledger.Commit(Holding(_sku, 1, "o1"), default).Done();

        var again = Holding(_sku, 2, "o1") with
        {
            Item = With3Taken(_sku) with { Available = 1 },
            Holds = [new(Order("o1"), null, Taken3), new(Order("o2"), null, Taken3), new(Order("o3"), Taken3, Released3)],
            Adjustments = [new(Adjustment("seed"), 5), new(Adjustment("new"), 5)],
        };
        var surprise = Assert.IsType<StockCommit.Surprise>(await handle.Ledger.Commit(again, default));

        // What is not there is not said: o2 is new and o3 has no hold.
        Assert.Equal([KeyValuePair.Create(Order("o1"), Taken3)], surprise.Holds);
        Assert.Equal([KeyValuePair.Create(Adjustment("seed"), 10L)], surprise.Adjustments);
        Assert.Equal(With3Taken(_sku) with { Version = 2 }, await handle.Ledger.Load(_sku, default));
    }

    [ServerTheory, MemberData(nameof(Ledgers.Names), MemberType = typeof(Ledgers))]
    public async Task A_hold_that_ended_otherwise_or_of_another_quantity_is_a_surprise(string name)
    {
        await using var handle = await Created(name);
        await handle.Ledger.Commit(Holding(_sku, 1, "o1"), default).Done();
        foreach (var expected in new Hold?[] { null, Released3, new Hold(HoldStatus.Taken, 2) })
        {
            var batch = Holding(_sku, 2, "o1") with { Holds = [new(Order("o1"), expected, Released3)] };
            var surprise = Assert.IsType<StockCommit.Surprise>(await handle.Ledger.Commit(batch, default));
            Assert.Equal(Taken3, surprise.Holds[Order("o1")]);
        }
    }

    [ServerTheory, MemberData(nameof(Ledgers.Names), MemberType = typeof(Ledgers))]
    public async Task A_release_that_comes_before_the_item_leaves_its_record_and_no_item(string name)
    {
        await using var handle = Create(name);
        var release = new StockBatch { Sku = _sku, ExpectedVersion = 0, Item = Item.Unknown(_sku), Holds = [new(Order("o1"), null, Tombstone)] };
        Assert.Equal(0, await handle.Ledger.Commit(release, default).Done());
        Assert.False((await handle.Ledger.Load(_sku, default)).Exists);

        // The reserve that was under way and comes late finds it, then and after the item came.
        var late = Assert.IsType<StockCommit.Surprise>(await handle.Ledger.Commit(release with { Holds = [new(Order("o1"), null, null)] }, default));
        Assert.Equal(Tombstone, late.Holds[Order("o1")]);
        await handle.Ledger.Commit(Creation(_sku), default).Done();
        late = Assert.IsType<StockCommit.Surprise>(await handle.Ledger.Commit(Holding(_sku, 1, "o1"), default));
        Assert.Equal(Tombstone, late.Holds[Order("o1")]);
    }

    [ServerTheory, MemberData(nameof(Ledgers.Names), MemberType = typeof(Ledgers))]
    public async Task An_adjustment_of_zero_is_recorded_too(string name)
    {
        await using var handle = await Created(name);
        var count = Creation(_sku, "count") with { ExpectedVersion = 1, Adjustments = [new(Adjustment("count"), 0)] };
        Assert.Equal(2, await handle.Ledger.Commit(count, default).Done());
        Assert.IsType<StockCommit.Surprise>(await handle.Ledger.Commit(count with { ExpectedVersion = 2 }, default));
    }

    [ServerTheory, MemberData(nameof(Ledgers.Names), MemberType = typeof(Ledgers))]
    public async Task Of_two_activations_that_believe_the_same_version_one_commits_and_the_other_conflicts(string name)
    {
        await using var one = await Created(name);

        // The second activation may be in another process.
        await using var second = Ledgers.IsAlone(name) ? null : Create(name);
        var other = second?.Ledger ?? one.Ledger;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? one.Ledger : other).Commit(Holding(_sku, 1, $"o{i}"), default)));

        Assert.Equal(2, Assert.Single(outcomes.OfType<StockCommit.Done>()).Version);
        Assert.Equal(39, outcomes.Count(outcome => outcome is StockCommit.Conflict));
        Assert.Equal(With3Taken(_sku) with { Version = 2 }, await one.Ledger.Load(_sku, default));
    }

    [ServerTheory, MemberData(nameof(Ledgers.Names), MemberType = typeof(Ledgers))]
    public async Task Of_many_that_bring_an_item_into_being_at_once_one_does(string name)
    {
        await using var one = Create(name);
        await using var second = Ledgers.IsAlone(name) ? null : Create(name);
        var other = second?.Ledger ?? one.Ledger;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? one.Ledger : other).Commit(Creation(_sku, $"a{i}", i + 1), default)));

        Assert.Equal(1, Assert.Single(outcomes.OfType<StockCommit.Done>()).Version);
        Assert.Equal(19, outcomes.Count(outcome => outcome is StockCommit.Conflict));
        var winner = Array.FindIndex(outcomes, outcome => outcome is StockCommit.Done);
        Assert.Equal(winner + 1, (await one.Ledger.Load(_sku, default)).Available);
    }

    [ServerTheory, MemberData(nameof(Ledgers.Names), MemberType = typeof(Ledgers))]
    public async Task A_release_and_the_item_it_came_before_may_arrive_at_once(string name)
    {
        await using var one = Create(name);
        await using var second = Ledgers.IsAlone(name) ? null : Create(name);
        var other = second?.Ledger ?? one.Ledger;
        for (var i = 0; i < 25; i++)
        {
            var sku = Sku.Parse($"{_sku.Value}-{i}");
            var release = new StockBatch { Sku = sku, ExpectedVersion = 0, Item = Item.Unknown(sku), Holds = [new(Order("o1"), null, Tombstone)] };
            var releasing = one.Ledger.Commit(release, default);
            var creating = other.Commit(Creation(sku), default);

            Assert.Equal(1, await creating.Done());
            var late = await other.Commit(Holding(sku, 1, "o1"), default);

            // Either the release was first and the reserve is refused, or it was not and has to look again.
            if (await releasing is StockCommit.Done) Assert.IsType<StockCommit.Surprise>(late);
            else Assert.Equal(2, Assert.IsType<StockCommit.Done>(late).Version);
        }
    }

    [ServerTheory, MemberData(nameof(Ledgers.Names), MemberType = typeof(Ledgers))]
    public async Task Many_items_at_once_each_get_their_own_answer(string name)
    {
        await using var handle = Create(name);
        var skus = Enumerable.Range(0, 60).Select(i => Sku.Parse($"{_sku.Value}-{i}")).ToArray();
        await Task.WhenAll(skus.Select(sku => handle.Ledger.Commit(Creation(sku), default).Done()));
        await Task.WhenAll(skus.Where((_, i) => i % 3 == 1).Select(sku => handle.Ledger.Commit(Holding(sku, 1, "o1"), default).Done()));

        // Of three items one is as believed, one was changed, and one has its hold already.
        var outcomes = await Task.WhenAll(skus.Select((sku, i) => handle.Ledger.Commit(Holding(sku, i % 3 == 2 ? 7 : i % 3 + 1, "o1"), default)));

        Assert.All(outcomes, (outcome, i) => Assert.Equal((i % 3) switch { 0 => typeof(StockCommit.Done), 1 => typeof(StockCommit.Surprise), _ => typeof(StockCommit.Conflict) }, outcome.GetType()));
        var loaded = await Task.WhenAll(skus.Select(sku => handle.Ledger.Load(sku, default)));
        Assert.All(loaded, (item, i) => Assert.Equal(i % 3 == 2 ? 10 : 7, item.Available));
    }

    [ServerTheory, MemberData(nameof(Ledgers.Names), MemberType = typeof(Ledgers))]
    public async Task A_batch_of_500_holds_of_one_item_is_one_commit(string name)
    {
        await using var handle = Create(name);
        await handle.Ledger.Commit(Creation(_sku, units: 1_000), default).Done();
        var batch = new StockBatch
        {
            Sku = _sku,
            ExpectedVersion = 1,
            Item = new() { Sku = _sku, Received = 1_000, Available = 500 },
            Holds = [.. Enumerable.Range(0, 500).Select(i => new HoldEntry(Order($"o{i}"), null, new Hold(HoldStatus.Taken, 1)))],
        };
        Assert.Equal(2, await handle.Ledger.Commit(batch, default).Done());
        var surprise = Assert.IsType<StockCommit.Surprise>(await handle.Ledger.Commit(batch with { ExpectedVersion = 2 }, default));
        Assert.Equal(500, surprise.Holds.Count);
    }

    Ledgers.Handle Create(string name) => Ledgers.Create(name, shared.Database.DataSource);

    async Task<Ledgers.Handle> Created(string name)
    {
        var handle = Create(name);
        await handle.Ledger.Commit(Creation(_sku), default).Done();
        return handle;
    }
}

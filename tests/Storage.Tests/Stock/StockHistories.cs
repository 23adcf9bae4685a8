using FsCheck;
using FsCheck.Fluent;

namespace OrleansOrders.Storage.Tests;

/// <summary>Whatever is asked of items, in whatever order and by however many activations: no unit is lost, made or taken twice.</summary>
public sealed class StockHistories(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    const int Items = 3;
    const int Orders = 6;

    static readonly Gen<StockCommand> Commands =
        from order in Gen.Choose(0, Orders - 1)
        from units in Gen.Choose(1, 4)
        from delta in Gen.Choose(-6, 12)
        from adjustment in Gen.Choose(0, 9)
        from kind in Gen.Frequency((5, Gen.Constant(0)), (3, Gen.Constant(1)), (3, Gen.Constant(2)), (1, Gen.Constant(3)))
        select Command(kind, order, units, delta, adjustment);

    static readonly Gen<Step> Steps =
        from item in Gen.Choose(0, Items - 1)
        from activation in Gen.Choose(0, 1)
        from length in Gen.Choose(1, 4)
        from commands in Commands.ArrayOf(length)
        select new Step(item, activation, [.. commands.DistinctBy(RecordOf)]);

    [ServerFact]
    public async Task PostgreSQL_answers_as_memory_does_and_both_keep_the_sums() =>
        await Sequences.Check(Steps, tests: 60, maxLength: 40, async steps =>
        {
            await using var postgres = new PostgresStockLedger(shared.Database.DataSource);
            var run = Guid.NewGuid().ToString("N");
            var memory = new MemoryStockLedger();
            var there = new Dictionary<(int, int), StockActivation>();
            var here = new Dictionary<(int, int), StockActivation>();
            foreach (var step in steps)
            {
                var expected = await Activation(here, memory, run, step).Ask(step.Commands);
                Assert.Equal(expected, await Activation(there, postgres, run, step).Ask(step.Commands));
            }

            foreach (var sku in Skus(run)) Assert.Equal(await memory.Load(sku, default), await postgres.Load(sku, default));
            CheckSums(memory);
            await CheckTables(run);
        });

    [ServerFact]
    public async Task Activations_at_work_at_once_keep_the_sums() =>
        await Sequences.Check(Steps, tests: 25, maxLength: 60, async steps =>
        {
            var run = Guid.NewGuid().ToString("N");
            await using var one = new PostgresStockLedger(shared.Database.DataSource);
            await using var two = new PostgresStockLedger(shared.Database.DataSource);
            await Task.WhenAll(steps.GroupBy(step => (step.Item, step.Activation)).Select(async group =>
            {
                var activation = new StockActivation(group.Key.Activation == 0 ? one : two, Sku.Parse($"{run}-{group.Key.Item}"));
                foreach (var step in group)
                {
                    // Whoever was overtaken asks again, as a redelivered message does.
                    while (await activation.Ask(step.Commands) is null)
                    {
                    }
                }
            }));
            await CheckTables(run);
        });

    /// <summary>Negative control: a ledger that does not look at versions loses units, and the sums show it.</summary>
    [Fact]
    public async Task A_ledger_that_ignores_versions_is_found_out() =>
        await Assert.ThrowsAnyAsync<Exception>(() => Sequences.Check(Steps, tests: 100, maxLength: 60, async steps =>
        {
            var ledger = new Careless();
            var activations = new Dictionary<(int, int), StockActivation>();
            foreach (var step in steps) await Activation(activations, ledger, "run", step).Ask(step.Commands);
            CheckSums(ledger.Inner);
        }));

    static void CheckSums(MemoryStockLedger ledger)
    {
        var holds = ledger.Holds().ToLookup(row => row.Sku, row => row.Hold);
        foreach (var item in ledger.Items())
        {
            Assert.Equal(item.Taken, holds[item.Sku].Where(hold => hold.Status is HoldStatus.Taken).Sum(hold => hold.Quantity));
            Assert.True(item.Available >= 0);
        }
    }

    async Task CheckTables(string run)
    {
        var wrong = await shared.Database.RowsAsync(
            $"""
            select i.sku from item i where i.sku like '{run}%' and (
              i.received <> i.available + (select coalesce(sum(quantity), 0) from hold h where h.sku = i.sku and not h.released)
              or i.received <> (select coalesce(sum(delta), 0) from adjustment a where a.sku = i.sku))
            """,
            row => row.GetString(0));
        Assert.Empty(wrong);
    }

    static IEnumerable<Sku> Skus(string run) => Enumerable.Range(0, Items).Select(i => Sku.Parse($"{run}-{i}"));

    static StockActivation Activation(Dictionary<(int, int), StockActivation> activations, IStockLedger ledger, string run, Step step)
    {
        if (!activations.TryGetValue((step.Item, step.Activation), out var activation))
            activations.Add((step.Item, step.Activation), activation = new StockActivation(ledger, Sku.Parse($"{run}-{step.Item}")));
        return activation;
    }

    static StockCommand Command(int kind, int order, int units, int delta, int adjustment)
    {
        var orderId = OrderId.Parse($"o{order}");
        var adjustmentId = AdjustmentId.Parse($"a{adjustment}");
        return kind switch
        {
            0 => new StockCommand.Reserve(orderId, units),
            1 => new StockCommand.Release(orderId, units),
            2 => new StockCommand.Adjust(adjustmentId, delta),
            _ => new StockCommand.SetAvailable(adjustmentId, Math.Abs(delta)),
        };
    }

    // One commit touches each record once; the grain sees to that.
    static string RecordOf(StockCommand command) => command.Record;

    sealed record Step(int Item, int Activation, StockCommand[] Commands)
    {
        public override string ToString() => $"item {Item} by {Activation}: {string.Join(", ", Commands.Select(command => command.ToString()))}";
    }

    sealed class Careless : IStockLedger
    {
        public MemoryStockLedger Inner { get; } = new();

        public Task<Item> Load(Sku sku, CancellationToken cancellationToken) => Inner.Load(sku, cancellationToken);

        public async Task<StockCommit> Commit(StockBatch batch, CancellationToken cancellationToken)
        {
            var current = await Inner.Load(batch.Sku, cancellationToken);
            return await Inner.Commit(batch with { ExpectedVersion = current.Version }, cancellationToken);
        }
    }
}

/// <summary>An item's grain without a silo: keeps the loaded state, commits requests, and discards its state after a conflict.</summary>
sealed class StockActivation(IStockLedger ledger, Sku sku)
{
    Item? _item;

    /// <summary>The answers; null where another activation was faster and nothing was done.</summary>
    public async Task<IReadOnlyList<StockRefusal?>?> Ask(IReadOnlyList<StockCommand> commands)
    {
        _item ??= await ledger.Load(sku, CancellationToken.None);
        var requests = commands.Select(command => new StockRequest(command)).ToArray();
        StockCommit.Surprise? known = null;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var plan = StockPlan.Of(_item, requests, known);
            switch (await ledger.Commit(plan.Batch, CancellationToken.None))
            {
                case StockCommit.Done done:
                    _item = plan.Batch.Item with { Version = done.Version };
                    return [.. plan.Refusals];
                case StockCommit.Surprise surprise:
                    known = surprise;
                    break;
                default:
                    _item = null;
                    return null;
            }
        }

        _item = null;
        return null;
    }
}

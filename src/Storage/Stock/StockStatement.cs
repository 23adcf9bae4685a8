using System.Collections.Frozen;
using Npgsql;
using NpgsqlTypes;

namespace OrleansOrders.Storage;

/// <summary>
/// Commits the batches of many items, sorted by SKU and each SKU once, in one call. It first calls <c>stock_commit_expected</c>, which
/// costs half as much and writes nothing if anything differs from the expectation. Then it calls <c>stock_commit</c>, which returns the
/// outcome of each item.
/// </summary>
sealed class StockStatement(IReadOnlyList<StockBatch> batches)
{
    const string ExpectedSql = "select from stock_commit_expected($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    const string NotAsExpected = "OS001";

    const string Sql =
        "select item, outcome, version, record, released, quantity " +
        "from stock_commit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

    // A separate statement: recorded adjustments never change, so the result is the same after the commit.
    const string RecordedSql =
        "select r.item, a.adjustment_id, a.delta from unnest($1, $2, $3) as r (item, sku, id) " +
        "cross join lateral (select adjustment_id, delta from adjustment where sku = r.sku and adjustment_id = r.id limit 1) a";

    enum Outcome : short
    {
        Done = 0,
        Conflict = 1,
        Surprise = 2,
        HoldFound = 3,
        AdjustmentFound = 4,
    }

    readonly record struct Row(int Item, Outcome Outcome, long Version, string? Record, Hold Hold);

    readonly record struct Recorded(int Item, AdjustmentId Id, long Delta);

    /// <summary>Approximate size of a batch in the statement, in bytes.</summary>
    public static int SizeOf(StockBatch batch) => 128 + (batch.Holds.Length + batch.Adjustments.Length) * 128;

    /// <summary>Commits the batches and returns the outcomes in the same order.</summary>
    public async Task<StockCommit[]> Execute(NpgsqlDataSource dataSource, CancellationToken cancellationToken) =>
        batches.All(IsUsual) && await ExecuteExpected(dataSource, cancellationToken)
            ? [.. batches.Select(batch => new StockCommit.Done(batch.ExpectedVersion + 1))]
            : await Outcomes(dataSource, await dataSource.Write(Sql, Parameters, Read, cancellationToken), cancellationToken);

    /// <summary>
    /// Whether the batch can match its expectation. Numbers that no item can have result from a missing hold, for example if an order is
    /// cancelled before it holds anything; sending them would log an error in the database.
    /// </summary>
    internal static bool IsUsual(StockBatch batch) =>
        batch is { ExpectedVersion: > 0, Adjustments.IsEmpty: true, Holds.IsEmpty: false, Item: { Available: >= 0, Taken: >= 0 } }
        && batch.Holds.All(hold => hold.Write is not null);

    async Task<bool> ExecuteExpected(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        try
        {
            await dataSource.Write(ExpectedSql, ExpectedParameters, static _ => true, cancellationToken);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState is NotAsExpected)
        {
            return false;
        }
    }

    void ExpectedParameters(NpgsqlCommand command)
    {
        AddVersions(command);
        AddNumbers(command);
        var holds = Holds();
        var (fresh, old) = (Array.FindAll(holds, hold => hold.Entry.Expected is null), Array.FindAll(holds, hold => hold.Entry.Expected is not null));
        AddNames(command, fresh);
        AddWrites(command, fresh);
        AddNames(command, old);
        AddExpected(command, old);
        AddWrites(command, old);
    }

    void Parameters(NpgsqlCommand command)
    {
        AddVersions(command);
        command.WithMany(NpgsqlDbType.Boolean, batches.Select(batch => batch.WritesItem).ToArray());
        AddNumbers(command);
        var holds = Holds();
        command.WithMany(NpgsqlDbType.Integer, Array.ConvertAll(holds, hold => hold.Item));
        AddNames(command, holds);
        AddExpected(command, holds);
        AddWrites(command, holds);
        AddAdjustments(command);
    }

    void AddVersions(NpgsqlCommand command) => command
        .WithMany(NpgsqlDbType.Text, batches.Select(batch => batch.Sku.Value).ToArray())
        .WithMany(NpgsqlDbType.Bigint, batches.Select(batch => batch.ExpectedVersion).ToArray());

    void AddNumbers(NpgsqlCommand command) => command
        .WithMany(NpgsqlDbType.Bigint, batches.Select(batch => batch.Item.Received).ToArray())
        .WithMany(NpgsqlDbType.Bigint, batches.Select(batch => batch.Item.Available).ToArray());

    (int Item, string Sku, HoldEntry Entry)[] Holds() =>
        [.. batches.SelectMany((batch, i) => batch.Holds.Select(entry => (Item: i + 1, Sku: batch.Sku.Value, Entry: entry)))];

    static void AddNames(NpgsqlCommand command, (int Item, string Sku, HoldEntry Entry)[] holds) => command
        .WithMany(NpgsqlDbType.Text, Array.ConvertAll(holds, hold => hold.Sku))
        .WithMany(NpgsqlDbType.Text, Array.ConvertAll(holds, hold => hold.Entry.OrderId.Value));

    static void AddExpected(NpgsqlCommand command, (int Item, string Sku, HoldEntry Entry)[] holds) => command
        .WithMany(NpgsqlDbType.Boolean, Array.ConvertAll(holds, hold => IsReleased(hold.Entry.Expected)))
        .WithMany(NpgsqlDbType.Integer, Array.ConvertAll(holds, hold => hold.Entry.Expected?.Quantity));

    static void AddWrites(NpgsqlCommand command, (int Item, string Sku, HoldEntry Entry)[] holds) => command
        .WithMany(NpgsqlDbType.Boolean, Array.ConvertAll(holds, hold => IsReleased(hold.Entry.Write)))
        .WithMany(NpgsqlDbType.Integer, Array.ConvertAll(holds, hold => hold.Entry.Write?.Quantity));

    static bool? IsReleased(Hold? hold) => hold is { Status: var status } ? status is HoldStatus.Released : null;

    void AddAdjustments(NpgsqlCommand command)
    {
        var adjustments = batches
            .SelectMany((batch, i) => batch.Adjustments.Select(entry => (Item: i + 1, Sku: batch.Sku.Value, Entry: entry)))
            .ToArray();
        command
            .WithMany(NpgsqlDbType.Integer, Array.ConvertAll(adjustments, adjustment => adjustment.Item))
            .WithMany(NpgsqlDbType.Text, Array.ConvertAll(adjustments, adjustment => adjustment.Sku))
            .WithMany(NpgsqlDbType.Text, Array.ConvertAll(adjustments, adjustment => adjustment.Entry.Id.Value))
            .WithMany(NpgsqlDbType.Bigint, Array.ConvertAll(adjustments, adjustment => adjustment.Entry.Delta));
    }

    static Row Read(NpgsqlDataReader row) => new(
        row.GetInt32(0) - 1,
        (Outcome)row.GetInt16(1),
        row.IsDBNull(2) ? 0 : row.GetInt64(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? default : new(row.GetBoolean(4) ? HoldStatus.Released : HoldStatus.Taken, row.GetInt32(5)));

    async Task<StockCommit[]> Outcomes(NpgsqlDataSource dataSource, List<Row> rows, CancellationToken cancellationToken)
    {
        var holds = rows.Where(row => row.Outcome is Outcome.HoldFound).ToLookup(row => row.Item);
        var adjustments = await RecordedAdjustments(dataSource, [.. rows.Where(row => row.Outcome is Outcome.AdjustmentFound)], cancellationToken);
        var outcomes = new StockCommit[batches.Count];
        foreach (var row in rows)
        {
            if (row.Outcome is Outcome.HoldFound or Outcome.AdjustmentFound) continue;
            outcomes[row.Item] = row.Outcome switch
            {
                Outcome.Done => new StockCommit.Done(row.Version),
                Outcome.Conflict => StockCommit.Conflict.Instance,
                Outcome.Surprise => new StockCommit.Surprise(
                    holds[row.Item].ToFrozenDictionary(r => OrderId.Parse(r.Record!), r => r.Hold),
                    adjustments[row.Item].ToFrozenDictionary(r => r.Id, r => r.Delta)),
                _ => throw new InvalidOperationException($"stock_commit answered {row.Outcome}."),
            };
        }

        return outcomes;
    }

    async Task<ILookup<int, Recorded>> RecordedAdjustments(NpgsqlDataSource dataSource, Row[] found, CancellationToken cancellationToken)
    {
        var recorded = found.Length == 0 ? [] : await dataSource.Run(
            RecordedSql,
            command => command
                .WithMany(NpgsqlDbType.Integer, Array.ConvertAll(found, row => row.Item))
                .WithMany(NpgsqlDbType.Text, Array.ConvertAll(found, row => batches[row.Item].Sku.Value))
                .WithMany(NpgsqlDbType.Text, Array.ConvertAll(found, row => row.Record!)),
            row => new Recorded(row.GetInt32(0), AdjustmentId.Parse(row.GetString(1)), row.GetInt64(2)),
            cancellationToken);
        return recorded.ToLookup(row => row.Item);
    }
}

using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace OrleansOrders.Floor;

/// <summary>One row an order; what arrives while a statement is under way travels in the next one.</summary>
sealed class FloorTable : IAsyncDisposable
{
    const int Loops = 2;
    const int MaxRows = 200;

    const string Create = "create table if not exists floor_orders (id text primary key, body jsonb not null, at timestamptz not null default now())";
    const string Upsert =
        "insert into floor_orders (id, body) select * from unnest($1, $2) on conflict (id) do update set body = excluded.body, at = now()";

    readonly Channel<(FloorOrder Order, TaskCompletionSource Written)> _waiting =
        Channel.CreateBounded<(FloorOrder, TaskCompletionSource)>(10_000);

    readonly NpgsqlDataSource _dataSource;
    readonly Task _loops;

    FloorTable(NpgsqlDataSource dataSource)
    {
        _dataSource = dataSource;
        _loops = Task.WhenAll(Enumerable.Range(0, Loops).Select(_ => Loop()));
    }

    public static async Task<FloorTable> Open(NpgsqlDataSource dataSource)
    {
        await using var command = dataSource.CreateCommand(Create);
        await command.ExecuteNonQueryAsync();
        return new(dataSource);
    }

    /// <summary>Returns when the order's row is committed.</summary>
    public async Task Write(FloorOrder order)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync((order, written));
        await written.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _loops;
    }

    async Task Loop()
    {
        await using var connection = await _dataSource.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Upsert, connection);
        var ids = new NpgsqlParameter<string[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
        var bodies = new NpgsqlParameter<byte[][]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };
        command.Parameters.Add(ids);
        command.Parameters.Add(bodies);
        var batch = new List<(FloorOrder Order, TaskCompletionSource Written)>(MaxRows);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxRows && _waiting.Reader.TryRead(out var next)) batch.Add(next);
            if (batch.Count == 0) continue;
            ids.TypedValue = [.. batch.Select(entry => entry.Order.Id)];
            bodies.TypedValue = [.. batch.Select(entry => entry.Order.Body)];
            await command.PrepareAsync();
            await command.ExecuteNonQueryAsync();
            foreach (var (_, written) in batch) written.SetResult();
        }
    }
}

using Npgsql;
using NpgsqlTypes;
using OrleansOrders.Domain;

namespace OrleansOrders.Api;

/// <summary>In the table <c>idempotency_key</c>.</summary>
sealed class PostgresIdempotencyStore(NpgsqlDataSource database) : IIdempotencyStore
{
    // The update that changes nothing returns the row that is there, whoever wrote it, in one statement that sees every commit.
    const string ClaimSql = """
        insert into idempotency_key as k (key, order_id, fingerprint) values ($1, $2, $3)
        on conflict (key) do update set key = k.key
        returning order_id, fingerprint
        """;

    const string ReadSql = "select order_id, fingerprint from idempotency_key where key = $1";

    public async Task<IdempotencyEntry> Claim(string key, OrderId orderId, byte[] fingerprint, CancellationToken ct)
    {
        // Reading first: a repeat writes nothing, and a race after it is decided by the insert.
        await using var read = database.CreateCommand(ReadSql);
        Add(read, NpgsqlDbType.Text, key);
        if (await One(read, ct) is { } found) return found;

        await using var claim = database.CreateCommand(ClaimSql);
        Add(claim, NpgsqlDbType.Text, key);
        Add(claim, NpgsqlDbType.Text, orderId.Value);
        Add(claim, NpgsqlDbType.Bytea, fingerprint);
        return await One(claim, ct) ?? throw new InvalidOperationException("A claim returned no row.");
    }

    static async Task<IdempotencyEntry?> One(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new(OrderId.Parse(reader.GetString(0)), reader.GetFieldValue<byte[]>(1)) : null;
    }

    static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, T value) => command.Parameters.Add(new NpgsqlParameter<T> { NpgsqlDbType = type, TypedValue = value });
}

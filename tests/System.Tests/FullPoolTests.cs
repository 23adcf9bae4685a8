using System.Net;
using Npgsql;

namespace OrleansOrders.SystemTests;

/// <summary>Each process has four connections.</summary>
public sealed class FewConnections : RunningSystem
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Storage__MaxConnections"] = "4" };
}

/// <summary>An operator's lock blocks statements until every connection of the pool waits.</summary>
public sealed class FullPoolTests(FewConnections running) : Scenario<FewConnections>(running)
{
    static readonly TimeSpan TwoBeats = TimeSpan.FromSeconds(13);

    [ServerFact]
    public async Task A_silo_says_that_it_lives_while_all_other_connections_wait()
    {
        await using var connection = new NpgsqlConnection(Running.ConnectionString);
        await using var locking = await LockAsync(connection, "notification");
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 8).Select(_ => ReadAsync(stop.Token)).ToArray();

        // The reconciler may hold the fourth connection.
        await Eventually.Async(async () => await WaitingAsync("notification") >= 3, "the pool is full");

        var first = await AliveAsync();
        await Eventually.Async(async () => await AliveAsync() > first.AddSeconds(7), "the silo said twice that it lives", TwoBeats);
        await locking.RollbackAsync();
        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [ServerFact]
    public async Task Orders_without_a_key_are_placed_while_the_keys_wait()
    {
        await using var connection = new NpgsqlConnection(Running.ConnectionString);
        await using var locking = await LockAsync(connection, "idempotency_key");
        var keyed = Enumerable.Range(0, 20).Select(i => Orders.PostAsync("orders", Order, ("Idempotency-Key", $"locked-{i}"))).ToArray();
        await Eventually.Async(async () => await WaitingAsync("idempotency_key") >= 2, "keys wait");

        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Created, (await Orders.PostAsync("orders", Order)).Status);

        await locking.RollbackAsync();
        Assert.All(await Task.WhenAll(keyed), answer => Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable, answer.Text));
    }

    static object Order => new { customer_id = "c", amount = 1.5m };

    async Task ReadAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested) await Orders.GetAsync("notifications?customer_id=c");
    }

    Task<long> WaitingAsync(string table) => Running.ScalarAsync<long>($"select count(*) from pg_locks where not granted and relation = '{table}'::regclass");

    Task<DateTime> AliveAsync() => Running.ScalarAsync<DateTime>("select max(alive_at) from cluster_member");

    static async Task<NpgsqlTransaction> LockAsync(NpgsqlConnection connection, string table)
    {
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"lock table {table}", connection, transaction);
        await command.ExecuteNonQueryAsync();
        return transaction;
    }
}

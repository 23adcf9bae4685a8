using Npgsql;

namespace OrleansOrders.Storage.Tests;

public sealed class IdempotencyKeysTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    [ServerFact]
    public async Task Of_many_that_claim_a_key_at_once_one_is_first_and_all_learn_of_his_order()
    {
        using var keys = new IdempotencyKeys(shared.Database.DataSource);
        var records = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => keys.Claim("k", OrderId.Parse($"o{i}"), new[] { (byte)i }, default)));

        var first = Assert.Single(records, record => record.IsNew);
        Assert.All(records, record => Assert.Equal((first.OrderId, first.Fingerprint.Span[0]), (record.OrderId, record.Fingerprint.Span[0])));
        Assert.True((await keys.Claim("another", OrderId.Parse("o"), new byte[] { 1 }, default)).IsNew);
    }

    [ServerFact]
    public async Task A_lock_on_the_table_leaves_half_of_the_connections_to_everything_else()
    {
        await using var dataSource = StorageDataSource.Create($"{shared.Database.ConnectionString};Maximum Pool Size=4;Timeout=1");
        using var keys = new IdempotencyKeys(dataSource);
        await using var operating = await shared.Database.DataSource.OpenConnectionAsync();
        await using var locking = await operating.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("lock table idempotency_key", operating, locking)) await command.ExecuteNonQueryAsync();
        var claims = Enumerable.Range(0, 6).Select(i => keys.Claim($"locked-{i}", OrderId.Parse("o"), new byte[] { 1 }, default)).ToList();

        await Eventually.Async(() => claims.Count(claim => claim.IsFaulted) == 4, "those that found no connection were refused");
        Assert.All(claims.Where(claim => claim.IsFaulted), claim => Assert.IsType<StorageUnavailableException>(claim.Exception!.InnerException));
        for (var i = 0; i < 2; i++) await using (await dataSource.OpenConnectionAsync()) { }
        await locking.RollbackAsync();
        Assert.Equal(2, (await Task.WhenAll(claims.Where(claim => !claim.IsFaulted))).Length);
    }
}

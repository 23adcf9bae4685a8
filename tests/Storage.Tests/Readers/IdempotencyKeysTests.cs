using OrleansOrders.Domain;
using OrleansOrders.Grains;
using OrleansOrders.Testing;

namespace OrleansOrders.Storage.Tests;

public sealed class IdempotencyKeysTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    [ServerFact]
    public async Task Of_many_that_claim_a_key_at_once_one_is_first_and_all_learn_of_his_order()
    {
        var keys = new IdempotencyKeys(shared.Database.DataSource);
        var records = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => keys.Claim("k", OrderId.Parse($"o{i}"), new[] { (byte)i }, default)));

        var first = Assert.Single(records, record => record.IsNew);
        Assert.All(records, record => Assert.Equal((first.OrderId, first.Fingerprint.Span[0]), (record.OrderId, record.Fingerprint.Span[0])));
        Assert.True((await keys.Claim("another", OrderId.Parse("o"), new byte[] { 1 }, default)).IsNew);
    }
}

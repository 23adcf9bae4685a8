using OrleansOrders.Messaging;

namespace OrleansOrders.Chaos.Tests;

public sealed class EnvelopePoisonerTests
{
    [Fact]
    public void Poison_comes_by_every_exchange_that_we_consume_from_and_into_every_queue_of_ours()
    {
        var exchanges = EnvelopePoisoner.Entrances.Select(entrance => entrance.Exchange).ToHashSet();
        var queues = EnvelopePoisoner.Entrances.Where(entrance => entrance.Exchange == Exchanges.Default).Select(entrance => entrance.Key).ToHashSet();

        Assert.Superset(BrokerTopology.Bindings.Select(binding => binding.Exchange).ToHashSet(), exchanges);
        Assert.Superset(BrokerTopology.Queues.Select(queue => queue.Name).ToHashSet(), queues);
        Assert.Equal(BrokerTopology.Queues.Count(queue => queue.Retries) * ChaosSettings.Retries.RetryDelays.Count, queues.Count(queue => queue.Contains(".retry.", StringComparison.Ordinal)));
    }
}

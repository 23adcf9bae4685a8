using OrleansOrders.Contracts;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Chaos.Tests;

public sealed class EnvelopePoisonerTests
{
    [Fact]
    public void Poison_comes_by_every_exchange_that_we_consume_from_and_into_every_queue_of_ours()
    {
        var exchanges = EnvelopePoisoner.Entrances.Select(entrance => entrance.Exchange).ToHashSet();
        var queues = EnvelopePoisoner.Entrances.Where(entrance => entrance.Exchange == BrokerNames.DefaultExchange).Select(entrance => entrance.Key).ToHashSet();

        Assert.Superset(BrokerTopology.Declared.Bindings.Select(binding => binding.Exchange).ToHashSet(), exchanges);
        Assert.Superset(BrokerTopology.Declared.Queues.Select(queue => queue.Name).ToHashSet(), queues);
        Assert.Equal(BrokerTopology.Declared.Queues.Count(queue => queue.Retries) * ChaosSettings.Retries.RetryDelays.Count, queues.Count(queue => queue.Contains(".retry.", StringComparison.Ordinal)));
    }
}

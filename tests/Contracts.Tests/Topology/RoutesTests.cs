namespace OrleansOrders.Contracts.Tests;

public sealed class RoutesTests
{
    [Theory]
    [InlineData(Exchanges.OrderEvents, "order.placed.EUR")]
    [InlineData(Exchanges.NewOrders, "")]
    [InlineData(Exchanges.PaymentEvents, RoutingKeys.PaymentRefundRequested)]
    [InlineData(BrokerNames.DefaultExchange, BrokerNames.DeadLetterQueue)]
    public void What_a_queue_of_ours_is_bound_for_must_be_routed(string exchange, string key) => Assert.True(BrokerTopology.Declared.HasQueueFor(exchange, key));

    [Theory]
    [InlineData(Exchanges.InventoryEvents, RoutingKeys.InventoryFailed)]
    [InlineData(Exchanges.InventoryEvents, RoutingKeys.InventoryReleased)]
    [InlineData(Exchanges.InventoryEvents, RoutingKeys.InventoryLow)]
    [InlineData(Exchanges.Notifications, "client.c.order.o")]
    public void What_only_outsiders_listen_to_may_go_nowhere(string exchange, string key) => Assert.False(BrokerTopology.Declared.HasQueueFor(exchange, key));

    [Theory]
    [InlineData("elsewhere", "work", "names an exchange or a queue that is not declared")]
    [InlineData("events", "elsewhere", "names an exchange or a queue that is not declared")]
    public void A_binding_of_something_that_is_not_declared_is_refused(string exchange, string queue, string said) => Assert.Contains(
        said,
        Assert.Throws<ArgumentException>(() => new Topology([new("events", "topic")], [new("work"), new(BrokerNames.DeadLetterQueue)], [new(queue, exchange, "#")])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_topology_without_the_dead_letter_queue_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Topology([new("events", "topic")], [new("work")], []));

    [Fact]
    public void Every_binding_joins_a_queue_and_an_exchange_of_ours() =>
        Assert.All(BrokerTopology.Declared.Bindings, binding =>
        {
            Assert.Contains(BrokerTopology.Declared.Queues, queue => queue.Name == binding.Queue);
            Assert.Contains(BrokerTopology.Declared.Exchanges, exchange => exchange.Name == binding.Exchange);
        });
}

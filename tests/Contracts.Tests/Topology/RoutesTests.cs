using OrleansOrders.RabbitMq;

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

    [Fact]
    public void Every_binding_joins_a_queue_and_an_exchange_of_ours() =>
        Assert.All(BrokerTopology.Declared.Bindings, binding =>
        {
            Assert.Contains(BrokerTopology.Declared.Queues, queue => queue.Name == binding.Queue);
            Assert.Contains(BrokerTopology.Declared.Exchanges, exchange => exchange.Name == binding.Exchange);
        });
}

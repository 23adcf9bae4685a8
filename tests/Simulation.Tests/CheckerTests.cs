using System.Text;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.Grains;
using RabbitMQ.Client;

namespace OrleansOrders.Simulation.Tests;

/// <summary>What the checks accept.</summary>
public sealed class CheckerTests
{
    static readonly Sku Hot = Sku.Parse("hot");

    // One activation of the order is told that there is too little. Another one gets the units before the first has written the failure.
    [Fact]
    public void An_order_may_fail_for_units_that_another_activation_of_it_gets_later()
    {
        var world = WorldOf(Topology.Twice);
        var (late, other) = (Placed(world, 1), Placed(world, 2));
        Commit(world, 0, available: 5);
        world.Processes.Add(new(world, "one", SimRole.All));
        Commit(world, 1, available: 0, new HoldEntry(other.Id, null, new Hold(HoldStatus.Taken, 5)));
        Store(world, Next(other, OrderEventKind.Cancelled));
        Commit(world, 2, available: 5, new HoldEntry(other.Id, new Hold(HoldStatus.Taken, 5), new Hold(HoldStatus.Released, 5)));
        Commit(world, 3, available: 0, new HoldEntry(late.Id, null, new Hold(HoldStatus.Taken, 5)));

        var failed = Next(late, OrderEventKind.Failed, new OrderFailure { Reason = FailureReason.OutOfStock, Shortages = [new(Hot, 5, 0)] });
        world.Database.Tables.OrderWritten!(late, failed);

        Assert.Null(world.Violation);
    }

    // The silo that is left has an activation from before the order was cancelled on the other one.
    [Fact]
    public void A_silo_that_a_partition_has_left_may_promise_an_older_state_of_an_order()
    {
        var world = WorldOf(Topology.Twice);
        world.Processes.Add(new(world, "one", SimRole.All));
        var placed = Placed(world, 1);
        var cancelled = Next(placed, OrderEventKind.Cancelled);
        Store(world, cancelled);

        world.Checker.Promised(world.Customers.Book.Find(1)!, placed, before: cancelled);

        Assert.Null(world.Violation);
    }

    // A returned message has reached nobody. If it came again as an old message, it would be a new one.
    [Fact]
    public void A_returned_message_was_not_published_and_does_not_come_again()
    {
        var world = WorldOf(Topology.One);
        var order = Placed(world, 1);
        var properties = new BasicProperties { AppId = "orders", MessageId = $"{order.Id}:1:{RoutingKeys.OrderPlaced}", Type = RoutingKeys.OrderPlaced };
        var message = SimMessage.Of(Exchanges.OrderEvents, RoutingKeys.OrderPlaced, properties, Encoding.UTF8.GetBytes($"{{\"order_id\":\"{order.Id}\",\"version\":1}}"));

        world.Checker.Facts.Taken(message, queues: 0);

        Assert.Empty(world.Producers.Old);
        Assert.False(world.Checker.Facts.WasSaid(order.Id, 1, RoutingKeys.OrderPlaced));
        Assert.Null(world.Violation);
    }

    static World WorldOf(Topology topology)
    {
        var seed = Enumerable.Range(1, 100).First(seed => Plan.Of(seed).Topology == topology);
        return new(seed, Plan.Of(seed), keepTrace: false, new());
    }

    static Order Placed(World world, int number)
    {
        var body = $"{{\"customer_id\":\"c-{number}\",\"items\":[{{\"sku\":\"hot\",\"quantity\":5,\"price\":2}}]}}";
        var content = OrderMaker.Read(body, $"ord-{number}");
        world.Customers.Book.Add(number, body, content, mayBeTwo: false);
        var order = OrderDecider.Create(new(content, world.Time.GetUtcNow()), world.Time.GetUtcNow());
        Store(world, order);
        return order;
    }

    static Order Next(Order order, OrderEventKind kind, OrderFailure? failure = null) =>
        OrderDecider.Evolve(order, new OrderDecision.Happens(kind, failure), order.CreatedAt);

    static void Store(World world, Order order) => world.Database.Tables.Orders[GrainKeys.Of(order.Id)] = order;

    static void Commit(World world, long version, long available, params HoldEntry[] holds) => world.Database.Tables.Commit(
    [
        new()
        {
            Sku = Hot,
            ExpectedVersion = version,
            Item = new() { Sku = Hot, Received = 5, Available = available },
            Holds = [.. holds],
            Adjustments = version == 0 ? [new(AdjustmentId.Parse("catalog"), 5)] : [],
        },
    ]);
}

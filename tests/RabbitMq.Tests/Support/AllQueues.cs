using OrleansOrders.Contracts;

namespace OrleansOrders.RabbitMq.Tests;

/// <summary>A process that consumes every queue, as the bridge does.</summary>
static class AllQueues
{
    /// <summary>Every way into the system by the name of its queue, the dead letters among them.</summary>
    public static IEnumerable<string> Entrances => BrokerTopology.Declared.Queues.Select(queue => queue.Name);

    public static void Consume(IServiceCollection services)
    {
        foreach (var queue in BrokerTopology.Declared.Queues.Where(queue => queue.Retries).Select(queue => queue.Name))
            services.AddQueueConsumer<RecordingHandler>(queue);
    }

    /// <summary>What the handlers of all queues were given.</summary>
    public static IEnumerable<Delivery> Handled(this TestBus bus) => bus.Get<RecordingHandler>().Seen;
}

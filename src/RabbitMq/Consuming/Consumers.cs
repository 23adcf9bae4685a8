using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansOrders.RabbitMq;

/// <summary>The consumers of this process, one for each registered queue.</summary>
internal sealed class Consumers : IDisposable
{
    public Consumers(
        IEnumerable<ConsumerRegistration> registrations, IServiceProvider services, Connections connections, Settler settler,
        IOptions<RabbitMqOptions> options, TimeProvider time, TaskScheduler scheduler, MessagingTelemetry telemetry, ILogger<QueueConsumer> logger)
    {
        All =
        [
            .. registrations.Select(registration =>
            {
                var invoker = new HandlerInvoker(registration.Queue, time, telemetry);
                var inHand = new InHand(time);
                // Made at start only: a handler may ask for broker health, which asks for the consumers.
                return new QueueConsumer(
                    registration.Queue, inHand, () => registration.Worker(services, invoker, settler, inHand, options.Value), connections.Consuming, options.Value, time, scheduler, logger);
            }),
        ];
    }

    public IReadOnlyList<QueueConsumer> All { get; }

    public void Dispose()
    {
        foreach (var consumer in All)
            consumer.Dispose();
    }
}

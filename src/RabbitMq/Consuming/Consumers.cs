using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansOrders.RabbitMq;

/// <summary>The consumers of this process, one per registered queue.</summary>
sealed class Consumers : IDisposable
{
    public Consumers(
        IEnumerable<ConsumerRegistration> registrations, IServiceProvider services, Connections connections, Settler settler,
        IOptions<RabbitMqOptions> options, TimeProvider time, TaskScheduler scheduler, Jitter jitter, MessagingTelemetry telemetry, ILogger<QueueConsumer> logger) => All =
        [
            .. registrations.Select(registration =>
            {
                var invoker = new HandlerInvoker(registration.Queue, time, telemetry);
                var inHand = new InHand(time);
                // Created only at start: a handler may depend on broker health, which depends on the consumers.
                return new QueueConsumer(
                    registration.Queue, inHand, () => registration.Worker(services, invoker, settler, inHand, options.Value), connections.Consuming, options.Value, time, scheduler, jitter,
                    logger);
            }),
        ];

    public IReadOnlyList<QueueConsumer> All { get; }

    public void Dispose()
    {
        foreach (var consumer in All) consumer.Dispose();
    }
}

/// <summary>Registers a consumer of <paramref name="Queue"/> and the factory of its workers.</summary>
sealed record ConsumerRegistration(string Queue, Func<IServiceProvider, HandlerInvoker, Settler, InHand, RabbitMqOptions, IWorker> Worker);

/// <summary>Starts the consumers after all other services have started, and drains them before any other service stops.</summary>
sealed class ConsumerHost(Consumers consumers) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var consumer in consumers.All) consumer.Start();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.WhenAll(consumers.All.Select(consumer => consumer.Stop()));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

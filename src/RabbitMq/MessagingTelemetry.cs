using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OrleansOrders.RabbitMq;

/// <summary>The meter and the activity source, both named <see cref="Name"/>.</summary>
public sealed class MessagingTelemetry : IDisposable
{
    public const string Name = "OrleansOrders.RabbitMq";

    readonly Meter _meter;
    readonly Counter<long> _published;
    readonly Counter<long> _confirmed;
    readonly Counter<long> _publishFailed;
    readonly Counter<long> _handled;
    readonly Counter<long> _retried;
    readonly Counter<long> _deadLettered;
    readonly Counter<long> _undecoded;
    readonly Histogram<double> _duration;
    readonly UpDownCounter<long> _inFlight;

    public MessagingTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _published = _meter.CreateCounter<long>("messaging.published", "{message}", "Messages sent to the broker, repeats included");
        _confirmed = _meter.CreateCounter<long>("messaging.confirmed", "{message}", "Messages confirmed by the broker");
        _publishFailed = _meter.CreateCounter<long>("messaging.publish_failed", "{message}", "Publishes that ended without a confirm");
        _handled = _meter.CreateCounter<long>("messaging.handled", "{message}", "Deliveries done, acknowledged at once or together with others");
        _retried = _meter.CreateCounter<long>("messaging.retried", "{message}", "Deliveries put aside to be tried again");
        _deadLettered = _meter.CreateCounter<long>("messaging.dead_lettered", "{message}", "Deliveries given up");
        _undecoded = _meter.CreateCounter<long>("messaging.undecoded", "{message}", "Messages received whose properties could not be decoded, those that the dead-letter desk reads again included");
        _duration = _meter.CreateHistogram<double>("messaging.process.duration", "s", "Time a handler took");
        _inFlight = _meter.CreateUpDownCounter<long>("messaging.in_flight", "{message}", "Deliveries being worked");
    }

    internal static ActivitySource Activities { get; } = new(Name);

    public void Dispose() => _meter.Dispose();

    internal void Published(string exchange) => _published.Add(1, Exchange(exchange));

    internal void Confirmed(string exchange) => _confirmed.Add(1, Exchange(exchange));

    internal void PublishFailed(string exchange) => _publishFailed.Add(1, Exchange(exchange));

    internal void Handled(string queue) => _handled.Add(1, Queue(queue));

    internal void Retried(string queue) => _retried.Add(1, Queue(queue));

    internal void DeadLettered(string queue, string reason) => _deadLettered.Add(1, Queue(queue), new("reason", reason));

    internal void Undecoded(EnvelopeProblem problem) => _undecoded.Add(1, new KeyValuePair<string, object?>("problem", problem.Code()));

    internal void Started(string queue, int count) => _inFlight.Add(count, Queue(queue));

    internal void Ended(string queue, int count, TimeSpan took)
    {
        _inFlight.Add(-count, Queue(queue));
        _duration.Record(took.TotalSeconds, Queue(queue));
    }

    static KeyValuePair<string, object?> Exchange(string exchange) => new("exchange", exchange);

    static KeyValuePair<string, object?> Queue(string queue) => new("queue", queue);
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class TelemetryTests : BrokerTest
{
    [ServerFact]
    public async Task A_trace_goes_on_through_the_broker_and_through_a_retry()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == MessagingTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        ConcurrentQueue<ActivityTraceId?> traces = [];
        await using var bus = await Consuming(delivery =>
        {
            traces.Enqueue(Activity.Current?.TraceId);
            return delivery.Attempt == 1 ? throw new TimeoutException() : HandlerResult.Done;
        });
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        await bus.Publisher.Publish(Messages.Placed("m"), default);

        await Eventually.Async(() => traces.Count == 2, "two attempts");
        Assert.All(traces, trace => Assert.Equal(activity.TraceId, trace));
    }

    [ServerFact]
    public async Task Properties_that_cannot_be_decoded_are_counted_by_their_problem()
    {
        await using var bus = await TestBus.Start(Broker, services => services.AddQueueConsumer<RecordingHandler>(Queues.OrderPlaced));
        ConcurrentQueue<string> counted = [];
        using var listener = new MeterListener();
        var meters = bus.Get<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name is "messaging.undecoded" or "messaging.dead_lettered" && ReferenceEquals(instrument.Meter.Scope, meters))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => counted.Enqueue($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        listener.Start();
        using var raw = await RawPublisher.ConnectAsync(Broker);

        await raw.PublishAsync(Exchanges.NewOrders, "", RawProperties.Headers(RawProperties.Entry("h"u8, 'D', RawProperties.DecimalValue(29, 1))), "{}"u8.ToArray());

        await Eventually.Async(() => counted.Count == 2, "it is counted");
        Assert.Equal(["messaging.undecoded 1 decimal", "messaging.dead_lettered 1 order_placed undecodable_envelope"], counted);
    }

    [ServerFact]
    public async Task What_happens_is_counted()
    {
        await using var bus = await Consuming(delivery => delivery.MessageId switch
        {
            "bad" => HandlerResult.Poison("bad", "it is"),
            "late" when delivery.Attempt == 1 => throw new TimeoutException(),
            _ => HandlerResult.Done,
        });
        ConcurrentDictionary<string, double> sums = [];
        using var listener = new MeterListener();
        var meters = bus.Get<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == MessagingTelemetry.Name && ReferenceEquals(instrument.Meter.Scope, meters)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => sums.AddOrUpdate(instrument.Name, 1, (_, count) => count + 1));
        listener.Start();

        await bus.Publisher.PublishAll([Messages.Placed("good"), Messages.Placed("bad"), Messages.Placed("late")], default);

        var expected = new Dictionary<string, double>
        {
            ["messaging.published"] = 5,
            ["messaging.confirmed"] = 5,
            ["messaging.handled"] = 2,
            ["messaging.retried"] = 1,
            ["messaging.dead_lettered"] = 1,
            ["messaging.process.duration"] = 4,
            ["messaging.in_flight"] = 0,
        };
        await Eventually.Async(
            () => Task.FromResult(string.Join(", ", sums.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"))),
            seen => seen == string.Join(", ", expected.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}")),
            "the counts");
    }
}

using System.Text;
using Microsoft.Extensions.Configuration;

namespace OrleansOrders.RabbitMq.Tests;

/// <summary>A test of the desk, on a broker where nobody consumes.</summary>
public abstract class DeskTest : BrokerTest
{
    private protected static readonly DeadLetterFilter Any = new();

    private protected Task<TestBus> WithDesk(Action<IServiceCollection>? before = null, string? broker = null, int maxLetters = 10_000, string lockWait = "00:00:30") =>
        TestBus.Start(broker ?? Broker, services => AddDesk(services, before, maxLetters, lockWait), new() { ["RabbitMq:ConfirmTimeout"] = "00:00:20" });

    private protected static void AddDesk(IServiceCollection services, Action<IServiceCollection>? before = null, int maxLetters = 10_000, string lockWait = "00:00:30")
    {
        before?.Invoke(services);
        services.AddDeadLetterDesk(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DeadLetters:MaxLetters"] = maxLetters.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["DeadLetters:LockWait"] = lockWait,
        }).Build());
    }

    private protected static IDeadLetterDesk DeskOf(TestBus bus) => bus.Get<IDeadLetterDesk>();

    /// <summary>A process with a desk that consumes every queue.</summary>
    private protected Task<TestBus> ConsumingAll(Func<Delivery, HandlerResult> answer, Action<IServiceCollection>? before = null) => TestBus.Start(Broker, services =>
    {
        before?.Invoke(services);
        AddDesk(services);
        services.AddSingleton(new RecordingHandler { Answer = (delivery, _) => ValueTask.FromResult(answer(delivery)) });
        AllQueues.Consume(services);
    });
}

/// <summary>Dead letters as our consumers leave them, put into the queue by an outsider.</summary>
static class Letter
{
    public static BasicProperties Properties(string id, string queue = Queues.OrderPlaced, string reason = "not_json", string error = "body is not JSON") => new()
    {
        MessageId = id,
        CorrelationId = $"order-of-{id}",
        Type = "order.placed",
        ContentType = "application/json",
        Persistent = true,
        Headers = new Dictionary<string, object?>
        {
            [MessageHeaders.Attempt] = 3,
            [MessageHeaders.OriginExchange] = Exchanges.OrderEvents,
            [MessageHeaders.OriginRoutingKey] = "order.placed.eur",
            [MessageHeaders.OriginQueue] = queue,
            [MessageHeaders.Reason] = reason,
            [MessageHeaders.Error] = error,
            [MessageHeaders.Attempts] = 3,
            [MessageHeaders.DeadLetterId] = Guid.CreateVersion7().ToString("D"),
            [MessageHeaders.DeadAt] = "2026-01-01T12:00:00.0000000Z",
        },
    };

    public static ValueTask PutLetter(this Outsider outsider, BasicProperties properties, string body = """{"order_id":"o"}""") =>
        outsider.Publish(BrokerNames.DefaultExchange, BrokerNames.DeadLetterQueue, Encoding.UTF8.GetBytes(body), properties);

    public static async Task PutLetters(this Outsider outsider, int count, string queue = Queues.OrderPlaced, string reason = "not_json", string prefix = "m")
    {
        var before = await outsider.Ready(BrokerNames.DeadLetterQueue);
        for (var i = 0; i < count; i++) await outsider.PutLetter(Properties($"{prefix}-{i}", queue, reason));
        await outsider.UntilThereAre(before + count);
    }

    public static Task UntilThereAre(this Outsider outsider, long letters) =>
        Eventually.Async(() => outsider.Ready(BrokerNames.DeadLetterQueue), ready => ready == letters, $"{letters} dead letters");

    public static IEnumerable<string> Ids(int count, string prefix = "m") => Enumerable.Range(0, count).Select(i => $"{prefix}-{i}");
}

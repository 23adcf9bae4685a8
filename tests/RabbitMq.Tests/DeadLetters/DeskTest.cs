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
}

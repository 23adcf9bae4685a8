using RabbitMQ.Client;

namespace OrleansOrders.Simulation.Tests;

/// <summary>The simulated broker, without trouble: what it may do beyond this it does on top of it.</summary>
sealed class SimulatedBench : IBrokerBench
{
    readonly World _world = new(1, Plan.Of(1, new HashSet<int>()), keepTrace: false, new());

    public Task<IConnection> Connect() => _world.Broker.Connect(null, "test", CancellationToken.None);

    public Task Run(Func<Task> test)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        var running = Task.Factory.StartNew(test, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _world.Clients).Unwrap();
        _world.RunUntil(() => running.IsCompleted, TimeSpan.FromMinutes(5));
        SynchronizationContext.SetSynchronizationContext(context);
        return running.IsCompleted ? running : throw new TimeoutException($"The test waits for something that does not come. {_world.Violation}");
    }

    public async Task Until(Func<Task<bool>> holds, string what)
    {
        for (var left = 2000; left > 0; left--)
        {
            if (await holds()) return;
            await Task.Delay(TimeSpan.FromMilliseconds(10), _world.Time);
        }

        throw new TimeoutException(what);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

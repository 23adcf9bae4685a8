using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;

namespace SimulatedSilo.Tests;

public interface ICounter : IGrainWithStringKey
{
    Task<int> Add();
}

[Reentrant]
public sealed class CounterGrain(TimeProvider clock) : Grain, ICounter
{
    int _total;

    // The bug: another request may run during the await.
    public async Task<int> Add()
    {
        var total = _total;
        await Task.Delay(TimeSpan.FromSeconds(1), clock);
        return _total = total + 1;
    }
}

public static class Example
{
    static readonly GrainCatalog Grains = new([typeof(CounterGrain).Assembly], type => type == typeof(CounterGrain));

    public static int TotalOfTwoAdds(int seed)
    {
        var (tasks, time, random) = (new TaskPool(seed), new VirtualTime(), new Random(seed));
        var process = new TaskDoor(tasks);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(time).AddSimulatedSilo(Grains, new() { Scheduler = process });
        using var provider = services.BuildServiceProvider();
        var silo = provider.GetRequiredService<SimSilo>();
        silo.StartAsync(CancellationToken.None);

        async Task<int> AddLater()
        {
            await Task.Delay(TimeSpan.FromSeconds(random.Next(5)), time);
            return await silo.Factory.GetGrain<ICounter>("a").Add();
        }

        Task<int> Begin() => Task.Factory.StartNew(AddLater, CancellationToken.None, TaskCreationOptions.None, process).Unwrap();
        var (first, second) = (Begin(), Begin());
        tasks.RunUntilIdle();
        time.Advance(TimeSpan.FromMinutes(1), tasks.RunUntilIdle);
        return Math.Max(first.Result, second.Result);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace OrleansOrders.Embedded.Tests;

public sealed class SchedulingTests
{
    [Fact]
    public async Task Turns_stay_with_the_grain_on_threads_that_have_a_synchronization_context()
    {
        var services = new ServiceCollection().AddEmbeddedGrains(options =>
        {
            options.GrainAssemblies.Add(new TypeList(typeof(AwaitingGrain)));
            options.Scheduler = new ContextScheduler();
        });
        await using var provider = services.BuildServiceProvider();
        var service = provider.GetRequiredService<IHostedService>();
        await service.StartAsync(CancellationToken.None);
        Assert.True(await provider.GetRequiredService<IGrainFactory>().GetGrain<IAwaiting>("a").StaysInTurn());
        await service.StopAsync(CancellationToken.None);
    }

    public interface IAwaiting : IGrainWithStringKey
    {
        Task<bool> StaysInTurn();
    }

    public sealed class AwaitingGrain : Grain, IAwaiting
    {
        public async Task<bool> StaysInTurn()
        {
            var before = TaskScheduler.Current;
            await Task.Yield();
            return ReferenceEquals(before, TaskScheduler.Current);
        }
    }

    // A class of its own: an await takes no notice of the base class.
    sealed class OtherContext : SynchronizationContext;

    /// <summary>Gives every thread it uses a synchronization context that an await would prefer to the scheduler.</summary>
    sealed class ContextScheduler : TaskScheduler
    {
        protected override void QueueTask(Task task) => ThreadPool.QueueUserWorkItem(_ =>
        {
            SynchronizationContext.SetSynchronizationContext(new OtherContext());
            TryExecuteTask(task);
            SynchronizationContext.SetSynchronizationContext(null);
        });

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }
}

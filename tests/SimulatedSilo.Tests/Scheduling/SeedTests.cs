using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace SimulatedSilo.Tests;

public sealed class SeedTests
{
    [Fact]
    public void One_seed_gives_one_order_of_turns_and_another_seed_another()
    {
        var first = TraceOf(1);
        Assert.InRange(first.Length, 100, 10_000);
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(first, TraceOf(1)));
        Assert.Equal(20, Enumerable.Range(1, 20).Select(seed => string.Join('\n', TraceOf(seed))).Distinct().Count());
    }

    [Fact]
    public void Nothing_runs_on_another_thread()
    {
        var threads = TraceOf(3).Select(line => line.Split('@')[1]).Distinct();
        Assert.Equal([$"{Environment.CurrentManagedThreadId}"], threads);
    }

    static string[] TraceOf(int seed)
    {
        using var world = World.Started(seed);
        world.Run(() => Task.WhenAll(Enumerable.Range(0, 20).Select(i => world.Grains.GetGrain<IChatty>($"{i % 5}").Talk(3))));
        world.Advance(TimeSpan.FromHours(1));
        Assert.Null(world.Tasks.Leak);
        return [.. world.Trace];
    }

    public interface IChatty : IGrainWithStringKey
    {
        Task Talk(int depth);
    }

    [Reentrant]
    public sealed class ChattyGrain(List<string> trace) : Grain, IChatty
    {
        public override Task OnActivateAsync(CancellationToken cancellationToken)
        {
            Say("activated");
            this.RegisterGrainTimer(_ => Tick(), new GrainTimerCreationOptions(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4)));
            return Task.CompletedTask;
        }

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            Say($"{reason.ReasonCode}");
            return Task.CompletedTask;
        }

        public async Task Talk(int depth)
        {
            Say($"hears {depth}");
            await Task.Yield();
            if (depth > 0) await GrainFactory.GetGrain<IChatty>($"{depth * 7 % 5}").Talk(depth - 1);
            Say($"heard {depth}");
        }

        Task Tick()
        {
            Say("ticks");
            return Task.CompletedTask;
        }

        void Say(string what) => trace.Add($"{this.GetPrimaryKeyString()} {what} @{Environment.CurrentManagedThreadId}");
    }
}

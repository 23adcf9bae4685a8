using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Embedded.Tests;

public sealed class StopTests
{
    [Fact]
    public void Before_start_and_after_stop_calls_are_refused()
    {
        using var simulated = new Simulated(1, grains: typeof(BusyGrain));
        Assert.Throws<OrleansMessageRejectionException>(() => simulated.Run(() => simulated.Grains.GetGrain<IBusy>("a").Work(TimeSpan.Zero)));
        simulated.Run(() => simulated.Service.StartAsync(CancellationToken.None));
        simulated.Run(() => simulated.Grains.GetGrain<IBusy>("a").Work(TimeSpan.Zero));
        simulated.Run(() => simulated.Service.StopAsync(CancellationToken.None));
        Assert.Throws<OrleansMessageRejectionException>(() => simulated.Run(() => simulated.Grains.GetGrain<IBusy>("a").Work(TimeSpan.Zero)));
        Assert.Empty(simulated.Statistics.ActivationsByClass);
    }

    [Fact]
    public void A_stop_lets_what_runs_finish_with_all_it_calls_and_refuses_the_rest()
    {
        using var simulated = Simulated.Started(1, null, typeof(BusyGrain));
        var running = simulated.Begin(() => simulated.Grains.GetGrain<IBusy>("a").WorkThenAsk("b", TimeSpan.FromSeconds(5)));
        var stopping = simulated.Begin(() => simulated.Service.StopAsync(CancellationToken.None));
        Assert.False(stopping.IsCompleted);
        Assert.Throws<OrleansMessageRejectionException>(() => simulated.Run(() => simulated.Grains.GetGrain<IBusy>("c").Work(TimeSpan.Zero)));
        simulated.Advance(TimeSpan.FromSeconds(5));
        Assert.True(running.IsCompletedSuccessfully);
        Assert.True(stopping.IsCompletedSuccessfully);
        Assert.Equal(["a ShuttingDown", "b ShuttingDown"], simulated.Trace.Order());
    }

    [Fact]
    public void A_stop_whose_token_fires_gives_up()
    {
        using var simulated = Simulated.Started(1, null, typeof(BusyGrain));
        using var patience = new CancellationTokenSource();
        var running = simulated.Begin(() => simulated.Grains.GetGrain<IBusy>("a").Work(TimeSpan.FromSeconds(5)));
        var stopping = simulated.Begin(() => simulated.Service.StopAsync(patience.Token));
        patience.Cancel();
        simulated.Tasks.RunUntilIdle();
        Assert.True(stopping.IsCompletedSuccessfully);
        Assert.False(running.IsCompleted);
        Assert.Empty(simulated.Trace);
    }

    public interface IBusy : IGrainWithStringKey
    {
        Task Work(TimeSpan time);

        Task WorkThenAsk(string other, TimeSpan time);
    }

    public sealed class BusyGrain(List<string> trace, TimeProvider clock) : Grain, IBusy
    {
        public Task Work(TimeSpan time) => Task.Delay(time, clock);

        public async Task WorkThenAsk(string other, TimeSpan time)
        {
            await Work(time);
            await GrainFactory.GetGrain<IBusy>(other).Work(TimeSpan.Zero);
        }

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            trace.Add($"{this.GetPrimaryKeyString()} {reason.ReasonCode}");
            return Task.CompletedTask;
        }
    }
}

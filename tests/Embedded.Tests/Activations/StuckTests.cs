using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Embedded.Tests;

public sealed class StuckTests
{
    [Fact]
    public void A_grain_that_does_not_come_to_an_end_is_dropped_after_30_seconds()
    {
        using var simulated = Simulated.Started(1, null, typeof(StickyGrain));
        simulated.Run(() => simulated.Grains.GetGrain<ISticky>("a").Leave());
        var next = simulated.Begin(() => simulated.Grains.GetGrain<ISticky>("a").Hello());
        simulated.Advance(TimeSpan.FromSeconds(29));
        Assert.False(next.IsCompleted);
        simulated.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["activated", "leaves", "activated"], simulated.Trace);
    }

    [Fact]
    public void A_call_that_meets_three_departures_is_refused()
    {
        using var simulated = Simulated.Started(1, null, typeof(RestlessGrain));
        var thrown = Assert.Throws<OrleansMessageRejectionException>(() => simulated.Run(() => simulated.Grains.GetGrain<IRestless>("a").Hello()));
        Assert.Contains("IRestless.Hello", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(["activated", "activated", "activated"], simulated.Trace);
        Assert.Equal(0, simulated.Statistics.RequestsInFlight);
    }

    public interface ISticky : IGrainWithStringKey
    {
        Task Leave();

        Task Hello();
    }

    public interface IRestless : IGrainWithStringKey
    {
        Task Hello();
    }

    public sealed class StickyGrain(List<string> trace) : Grain, ISticky
    {
        public override Task OnActivateAsync(CancellationToken cancellationToken)
        {
            trace.Add("activated");
            return Task.CompletedTask;
        }

        public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
        {
            trace.Add("leaves");
            return new TaskCompletionSource().Task;
        }

        public Task Leave()
        {
            DeactivateOnIdle();
            return Task.CompletedTask;
        }

        public Task Hello() => Task.CompletedTask;
    }

    public sealed class RestlessGrain(List<string> trace) : Grain, IRestless
    {
        public override Task OnActivateAsync(CancellationToken cancellationToken)
        {
            trace.Add("activated");
            DeactivateOnIdle();
            return Task.CompletedTask;
        }

        public Task Hello() => Task.CompletedTask;
    }
}

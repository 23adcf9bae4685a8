using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace OrleansOrders.Embedded.Tests;

public sealed class ContextTests
{
    static readonly AsyncLocal<string?> Local = new();

    [Fact]
    public void What_the_caller_carries_reaches_the_callee_and_nothing_comes_back()
    {
        using var simulated = Simulated.Started(1, null, typeof(ContextGrain));
        string? after = null;
        var seen = simulated.Run(async () =>
        {
            Local.Value = "caller";
            var answers = await Task.WhenAll(simulated.Grains.GetGrain<IContext>("a").Seen(), simulated.Grains.GetGrain<IContext>("a").Seen());
            after = Local.Value;
            return answers;
        });
        Assert.All(seen, value => Assert.Equal("caller", value));
        Assert.Equal("caller", after);
    }

    [Fact]
    public void Each_call_carries_its_own_even_if_it_waited()
    {
        using var simulated = Simulated.Started(1, null, typeof(ContextGrain));
        var seen = simulated.Run(() => Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            Local.Value = $"{i}";
            return await simulated.Grains.GetGrain<IContext>("a").Seen();
        })));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), seen);
    }

    [Fact]
    public void Services_of_a_scope_live_as_long_as_the_activation()
    {
        using var simulated = new Simulated(1, null, services => services.AddScoped<Scoped>(), typeof(ScopedGrain));
        simulated.Run(() => simulated.Service.StartAsync(CancellationToken.None));
        var scoped = simulated.Run(() => simulated.Grains.GetGrain<IScoped>("a").IsOpen());
        Assert.True(scoped);
        simulated.Run(() => simulated.Service.StopAsync(CancellationToken.None));
        Assert.Equal(["disposed"], simulated.Trace);
    }

    [Fact]
    public void Calls_and_activations_are_counted_by_grain_type()
    {
        Dictionary<string, long> counts = [];
        using var simulated = Simulated.Started(1, null, typeof(ContextGrain));
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "OrleansOrders.Embedded")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (tags[0].Value is "context")
                counts[instrument.Name] = counts.GetValueOrDefault(instrument.Name) + value;
        });
        listener.Start();
        for (var i = 0; i < 3; i++)
            simulated.Run(() => simulated.Grains.GetGrain<IContext>("metered").Seen());
        Assert.Equal((3, 1), (counts["embedded.calls"], counts["embedded.activations"]));
    }

    public interface IContext : IGrainWithStringKey
    {
        Task<string?> Seen();
    }

    public interface IScoped : IGrainWithStringKey
    {
        Task<bool> IsOpen();
    }

    public sealed class ContextGrain : Grain, IContext
    {
        public async Task<string?> Seen()
        {
            await Task.Yield();
            var seen = Local.Value;
            Local.Value = "callee";
            return seen;
        }
    }

    public sealed class Scoped(List<string> trace) : IDisposable
    {
        public void Dispose() => trace.Add("disposed");
    }

    public sealed class ScopedGrain(Scoped scoped) : Grain, IScoped
    {
        public Task<bool> IsOpen() => Task.FromResult(scoped is not null);
    }
}

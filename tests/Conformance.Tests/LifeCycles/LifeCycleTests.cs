using Orleans;
using Orleans.Runtime;

namespace OrleansOrders.Conformance.Tests;

public sealed class LifeCycleTests(EngineFixture fixture) : EngineTests(fixture)
{
    ILifeGrain Grain => Grains.GetGrain<ILifeGrain>(Key);

    [Fact]
    public async Task The_first_call_activates_and_the_next_finds_the_same_activation()
    {
        Assert.Equal(1, await Grain.Ask());
        Assert.Equal(1, await Grain.Ask());
        Assert.Equal(["activated 1"], Journal.Lines);
    }

    [Fact]
    public async Task A_grain_that_leaves_finishes_what_runs_and_a_new_activation_answers_what_waits()
    {
        var running = Grain.LeaveAndWait("gate");
        await Journal.Until("leaving");
        Task<int>[] waiting = [Grain.Ask(), Grain.Ask()];
        Journal.Open("gate");
        Assert.Equal(1, await running);
        Assert.All(await Task.WhenAll(waiting), number => Assert.Equal(2, number));
        Assert.Equal(
            ["activated 1", "leaving", "left", "deactivating 1 ApplicationRequested", "deactivated 1", "activated 2"], Journal.Lines);
    }

    [Fact]
    public async Task A_call_after_leaving_finds_a_new_activation()
    {
        await Grain.Ask();
        await Grain.Leave();
        Assert.Equal(2, await Grain.Ask());
    }

    [Fact]
    public async Task There_are_never_two_activations_however_often_the_grain_leaves()
    {
        await Task.WhenAll(Enumerable.Range(0, 300).Select(async i =>
        {
            try
            {
                await (i % 3 == 0 ? Grain.Leave() : Grain.Ask());
            }
            catch (OrleansMessageRejectionException)
            {
                // A call that met too many departures is told so.
            }
        }));

        var active = 0;
        foreach (var line in Journal.Lines)
        {
            active += line.StartsWith("activated", StringComparison.Ordinal) ? 1 : line.StartsWith("deactivated", StringComparison.Ordinal) ? -1 : 0;
            Assert.InRange(active, 0, 1);
        }
    }

    [Fact]
    public async Task A_graceful_stop_deactivates_every_grain()
    {
        await using var engine = await EngineHost.StartAsync();
        await engine.Grains.GetGrain<ILifeGrain>(Key).Ask();
        await engine.StopAsync();
        Assert.Equal(["activated 1", "deactivating 1 ShuttingDown", "deactivated 1"], Journal.Lines);
    }

    [Fact]
    public async Task An_unused_grain_is_collected_at_its_age_unless_it_asked_to_stay()
    {
        await using var engine = await EngineHost.StartAsync(
            new EngineSettings { CollectionAge = TimeSpan.FromMilliseconds(1_500), CollectionQuantum = TimeSpan.FromMilliseconds(500) });
        var staying = $"{Key}-staying";
        await engine.Grains.GetGrain<ILifeGrain>(staying).Stay(TimeSpan.FromMinutes(10));
        await engine.Grains.GetGrain<ILifeGrain>(Key).Ask();
        await Journal.Until("deactivated 1");
        Assert.Equal(["activated 1", "deactivating 1 ActivationIdle", "deactivated 1"], Journal.Lines);
        Assert.Equal(["activated 1"], Journal.Of(staying).Lines);
        Assert.Equal(2, await engine.Grains.GetGrain<ILifeGrain>(Key).Ask());
    }

    [Fact]
    public async Task A_grain_knows_its_identity_and_so_does_a_reference()
    {
        Assert.Equal($"life/{Key} life/{Key}", await Grain.Identity());
        Assert.Equal($"life/{Key}", Grain.GetGrainId().ToString());
        Assert.Equal(Key, Grain.GetPrimaryKeyString());
        Assert.Equal("life", Grain.GetGrainId().Type.ToString());
        Assert.Equal(GrainId.Create("life", Key), Grain.GetGrainId());
        Assert.Equal(GrainId.Create(GrainType.Create("life"), Key), new GrainId(new GrainType(IdSpan.Create("life")), IdSpan.Create(Key)));
    }

    [Fact]
    public async Task A_reference_travels_as_an_argument() =>
        Assert.Equal("test:other", await Grain.KeyOf(Grains.GetGrain<ILifeGrain>("test:other")));
}

using System.Diagnostics;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace OrleansOrders.Conformance.Tests;

public abstract class LifeCycleTests(SiloFixture fixture) : SiloTests(fixture)
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
        Assert.Equal(["activated 1", "leaving", "left", "deactivating 1 ApplicationRequested", "deactivated 1", "activated 2"], Journal.Lines);
    }

    [Fact]
    public async Task An_interleaving_request_holds_up_a_departure_and_one_that_comes_later_waits_for_the_next_activation()
    {
        var early = Grain.Glance("early");
        await Journal.Until("early starts");
        await Grain.Leave();
        Journal.Open("late");
        var late = Grain.Glance("late");
        Journal.Open("early");
        Assert.Equal(1, await early);
        Assert.Equal(2, await late);
        Assert.Equal(
            ["activated 1", "early starts", "early ends", "deactivating 1 ApplicationRequested", "deactivated 1", "activated 2", "late starts", "late ends"], Journal.Lines);
    }

    [Fact]
    public async Task There_are_never_two_activations_even_if_the_grain_leaves_often()
    {
        await Task.WhenAll(Enumerable.Range(0, 300).Select(async i =>
        {
            try
            {
                await (i % 3 == 0 ? Grain.Leave() : Grain.Ask());
            }
            catch (OrleansMessageRejectionException)
            {
                // The call met three departures.
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
    public async Task A_call_that_meets_three_departures_is_rejected()
    {
        await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => Grains.GetGrain<IRestlessGrain>(Key).Ask());
        Assert.Equal(["activated", "activated", "activated"], Journal.Lines);
    }

    [Fact]
    public async Task A_grain_whose_deactivation_does_not_complete_is_dropped_after_a_timeout_that_includes_running_requests()
    {
        await using var silo = await StartAsync(new() { DeactivationTimeout = TimeSpan.FromSeconds(1) });
        var (clock, grain) = (Stopwatch.StartNew(), silo.Grains.GetGrain<IStuckGrain>(Key));
        await grain.LeaveAndWork(TimeSpan.Zero);
        await grain.Ask();
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
        Assert.Equal(["deactivating"], Journal.Lines);

        await grain.LeaveAndWork(TimeSpan.FromSeconds(1.5));
        await grain.Ask();
        Assert.Equal(["deactivating", "deactivating late"], Journal.Lines);
    }

    [Fact]
    public async Task A_graceful_stop_deactivates_every_grain()
    {
        await using var silo = await StartAsync(new());
        await silo.Grains.GetGrain<ILifeGrain>(Key).Ask();
        await silo.StopAsync();
        Assert.Equal(["activated 1", "deactivating 1 ShuttingDown", "deactivated 1"], Journal.Lines);
    }

    [Fact]
    public async Task An_unused_grain_is_collected_at_its_age_unless_it_asked_to_stay_or_its_class_has_another_age()
    {
        await using var silo = await StartAsync(new() { CollectionAge = TimeSpan.FromMilliseconds(1_500), CollectionQuantum = TimeSpan.FromMilliseconds(500) });
        string staying = $"{Key}-staying", old = $"{Key}-old";
        await silo.Grains.GetGrain<ILifeGrain>(staying).Stay(TimeSpan.FromMinutes(10));
        await silo.Grains.GetGrain<ILongLifeGrain>(old).Ask();
        await silo.Grains.GetGrain<ILifeGrain>(Key).Ask();
        await Journal.Until("deactivated 1");
        Assert.Equal(["activated 1", "deactivating 1 ActivationIdle", "deactivated 1"], Journal.Lines);
        Assert.Equal(["activated 1"], Journal.Of(staying).Lines);
        Assert.Empty(Journal.Of(old).Lines);
        Assert.Equal(2, await silo.Grains.GetGrain<ILifeGrain>(Key).Ask());
    }

    [Fact]
    public async Task A_grain_knows_its_identity_and_so_does_a_reference_also_as_an_argument()
    {
        Assert.Equal($"life/{Key} life/{Key} {Key}", await Grain.Identity());
        Assert.Equal(GrainId.Create("life", Key), Grain.GetGrainId());
        Assert.Equal(Key, Grain.GetPrimaryKeyString());
        Assert.Equal("test:other", await Grain.KeyOf(Grains.GetGrain<ILifeGrain>("test:other")));
    }
}

[Collection(nameof(RealSilo))] public sealed class RealSiloLifeCycleTests(RealSiloFixture fixture) : LifeCycleTests(fixture);
[Collection(nameof(SimulatedSilo))] public sealed class SimulatedSiloLifeCycleTests(SimulatedSiloFixture fixture) : LifeCycleTests(fixture);

/// <summary>Writes its activations, each with a number.</summary>
public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>The number of the activation that replies.</summary>
    Task<int> Ask();

    Task Leave();

    Task<int> LeaveAndWait(string gate);

    Task Stay(TimeSpan time);

    [AlwaysInterleave]
    Task<int> Glance(string name);

    Task<string> Identity();

    Task<string> KeyOf(ILifeGrain other);
}

/// <summary>Collected after an hour, whatever the setting of the silo.</summary>
public interface ILongLifeGrain : IGrainWithStringKey
{
    Task Ask();
}

/// <summary>Leaves as soon as it is activated.</summary>
public interface IRestlessGrain : IGrainWithStringKey
{
    Task Ask();
}

/// <summary>Never completes its deactivation.</summary>
public interface IStuckGrain : IGrainWithStringKey
{
    Task LeaveAndWork(TimeSpan time);

    Task Ask();
}

public class LifeGrain : Grain, ILifeGrain
{
    int _number;

    Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _number = Journal.Lines.Count(line => line.StartsWith("activated", StringComparison.Ordinal)) + 1;
        Journal.Add($"activated {_number}");
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Add($"deactivating {_number} {reason.ReasonCode}");
        await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        Journal.Add($"deactivated {_number}");
    }

    public Task<int> Ask() => Task.FromResult(_number);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<int> LeaveAndWait(string gate)
    {
        DeactivateOnIdle();
        Journal.Add("leaving");
        await Journal.Gate(gate);
        Journal.Add("left");
        return _number;
    }

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public async Task<int> Glance(string name)
    {
        await Journal.Pass(name);
        return _number;
    }

    public Task<string> Identity() => Task.FromResult($"{this.GetGrainId()} {GrainContext.GrainId} {this.GetPrimaryKeyString()}");

    public Task<string> KeyOf(ILifeGrain other) => Task.FromResult(other.GetPrimaryKeyString());
}

[CollectionAgeLimit(Hours = 1)]
public class LongLifeGrain : Grain, ILongLifeGrain
{
    public Task Ask() => Task.CompletedTask;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Of(this.GetPrimaryKeyString()).Add("deactivated");
        return Task.CompletedTask;
    }
}

public class RestlessGrain : Grain, IRestlessGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Of(this.GetPrimaryKeyString()).Add("activated");
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Ask() => Task.CompletedTask;
}

public class StuckGrain : Grain, IStuckGrain
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Of(this.GetPrimaryKeyString()).Add(cancellationToken.IsCancellationRequested ? "deactivating late" : "deactivating");
        return new TaskCompletionSource().Task;
    }

    public Task LeaveAndWork(TimeSpan time)
    {
        DeactivateOnIdle();
        return Task.Delay(time);
    }

    public Task Ask() => Task.CompletedTask;
}

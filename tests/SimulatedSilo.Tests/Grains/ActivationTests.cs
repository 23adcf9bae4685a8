using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace SimulatedSilo.Tests;

public sealed class ActivationTests
{
    [Fact]
    public void A_grain_whose_deactivation_does_not_complete_is_dropped_after_30_seconds()
    {
        using var world = World.Started();
        world.Run(() => world.Grains.GetGrain<IStickyGrain>("a").Leave());
        var next = world.Begin(() => world.Grains.GetGrain<IStickyGrain>("a").Hello());
        world.Advance(TimeSpan.FromSeconds(29));
        Assert.False(next.IsCompleted);
        world.Advance(TimeSpan.FromSeconds(1));
        Assert.True(next.IsCompletedSuccessfully);
        Assert.Equal(["activated", "leaves", "activated"], world.Trace);
    }

    [Fact]
    public void The_time_limit_of_a_deactivation_includes_the_requests_that_still_run()
    {
        using var world = World.Started();
        world.Begin(() => world.Grains.GetGrain<ITestGrain>("a").LeaveAndWork(TimeSpan.FromSeconds(29)));
        world.Begin(() => world.Grains.GetGrain<ITestGrain>("b").LeaveAndWork(TimeSpan.FromSeconds(31)));
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["a ApplicationRequested", "b ApplicationRequested late"], world.Trace);
    }

    [Fact]
    public void Each_call_has_its_own_deadline_by_the_virtual_clock()
    {
        using var world = World.Started();
        var early = world.Begin(() => world.Grains.GetGrain<ITestGrain>("a").Work(TimeSpan.FromHours(1)));
        world.Advance(TimeSpan.FromSeconds(10));
        var late = world.Begin(() => world.Grains.GetGrain<ITestGrain>("b").Work(TimeSpan.FromHours(1)));
        world.Advance(TimeSpan.FromSeconds(20));
        Assert.IsType<TimeoutException>(early.Exception?.InnerException);
        Assert.False(late.IsCompleted);
        world.Advance(TimeSpan.FromSeconds(10));
        Assert.IsType<TimeoutException>(late.Exception?.InnerException);
    }

    [Fact]
    public void A_reply_that_its_caller_cannot_take_fails_the_call_and_the_grain_goes_on()
    {
        using var world = World.Started();
        var grain = new SimGrainFactory(World.Catalog, world.Services, new WrongType(world.Silo)).GetGrain<ITestGrain>("a");
        Assert.Throws<InvalidCastException>(() => world.Run(() => grain.KeyOf(grain)));
        world.Run(() => world.Grains.GetGrain<ITestGrain>("a").Work(TimeSpan.Zero));
    }

    [Fact]
    public void Scoped_services_live_as_long_as_the_activation()
    {
        using var world = new World(register: services => services.AddScoped<Scoped>());
        world.Run(() => world.Silo.StartAsync(CancellationToken.None));
        world.Run(() => world.Grains.GetGrain<IScoped>("a").Leave());
        Assert.Equal(["disposed"], world.Trace);
    }

    sealed class WrongType(SimSilo silo) : IGrainReferenceRuntime
    {
        public async ValueTask<T?> InvokeMethodAsync<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
        {
            await silo.InvokeMethodAsync<DateTime>(reference, request, options);
            return default;
        }

        public ValueTask InvokeMethodAsync(GrainReference reference, IInvokable request, InvokeMethodOptions options) => throw new NotSupportedException();

        public void InvokeMethod(GrainReference reference, IInvokable request, InvokeMethodOptions options) => throw new NotSupportedException();

        public object Cast(IAddressable grain, Type interfaceType) => throw new NotSupportedException();
    }

    public interface IScoped : IGrainWithStringKey
    {
        Task Leave();
    }

    public sealed class Scoped(List<string> trace) : IDisposable
    {
        public void Dispose() => trace.Add("disposed");
    }

    public sealed class ScopedGrain(Scoped scoped) : Grain, IScoped
    {
        public Task Leave()
        {
            Assert.NotNull(scoped);
            DeactivateOnIdle();
            return Task.CompletedTask;
        }
    }
}

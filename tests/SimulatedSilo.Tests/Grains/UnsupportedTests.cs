using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using SimulatedSilo.Tests.Refused;

namespace SimulatedSilo.Tests;

public sealed class UnsupportedTests
{
    [Theory]
    [InlineData(typeof(WorkerGrain), "[StatelessWorker]")]
    [InlineData(typeof(InterleavingGrain), "[MayInterleave]")]
    [InlineData(typeof(ReminderGrain), "reminders")]
    [InlineData(typeof(StreamGrain), "streams")]
    [InlineData(typeof(SubscribingGrain), "streams")]
    [InlineData(typeof(ChannelGrain), "broadcast channels")]
    [InlineData(typeof(ChannelObserverGrain), "broadcast channels")]
    [InlineData(typeof(JobGrain), "durable jobs")]
    [InlineData(typeof(IncomingFilterGrain), "a call filter")]
    [InlineData(typeof(OutgoingFilterGrain), "a call filter")]
    [InlineData(typeof(MigratingGrain), "migration")]
    [InlineData(typeof(StatefulGrain), "Grain<TState>")]
    [InlineData(typeof(EventSourcedGrain), "event sourcing")]
    [InlineData(typeof(JournaledGrain), "journaling")]
    [InlineData(typeof(GenericGrain<>), "type parameters")]
    [InlineData(typeof(ObservedGrain), "observers in Call", nameof(IObserved))]
    [InlineData(typeof(EnumeratingGrain), "IAsyncEnumerable as the result of Call", nameof(IEnumerating))]
    [InlineData(typeof(TokenGrain), "GrainCancellationToken in Call", nameof(IToken))]
    [InlineData(typeof(TransactedGrain), "transactions in Call", nameof(ITransacted))]
    public void A_catalog_refuses_a_grain_and_names_it_and_the_feature(Type grain, string feature, string? named = null)
    {
        var thrown = Assert.Throws<NotSupportedException>(() => new GrainCatalog([grain.Assembly], type => type == grain));
        Assert.StartsWith($"{grain.Namespace}.{named ?? grain.Name}", thrown.Message, StringComparison.Ordinal);
        Assert.Contains($" uses {feature}", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalog_refuses_an_assembly_that_has_such_a_grain() =>
        Assert.Throws<NotSupportedException>(() => new GrainCatalog([typeof(WorkerGrain).Assembly]));

    [Theory]
    [InlineData(typeof(IIncomingGrainCallFilter))]
    [InlineData(typeof(IOutgoingGrainCallFilter))]
    public void A_silo_refuses_a_container_with_a_call_filter_and_does_not_make_it(Type filter)
    {
        var made = false;
        var thrown = Assert.Throws<NotSupportedException>(() => new World(register: services => services.AddSingleton(filter, _ =>
        {
            made = true;
            throw new InvalidOperationException();
        })));
        Assert.Contains(filter.Name, thrown.Message, StringComparison.Ordinal);
        Assert.False(made);
    }

    [Fact]
    public void A_call_refuses_call_chain_reentrancy()
    {
        using var world = World.Started();
        Assert.Throws<NotSupportedException>(() => world.Run(() =>
        {
            using var chain = RequestContext.AllowCallChainReentrancy();
            return world.Grains.GetGrain<ITestGrain>("a").Work(TimeSpan.Zero);
        }));
    }

    [Fact]
    public void A_factory_refuses_observers()
    {
        using var world = World.Started();
        Assert.Throws<NotSupportedException>(() => world.Grains.CreateObjectReference<IMyObserver>(null!));
    }
}

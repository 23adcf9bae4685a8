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
    [InlineData(typeof(GenericInterfaceGrain), "a generic grain interface")]
    [InlineData(typeof(ObservedGrain), "observers in Call", nameof(IObserved))]
    [InlineData(typeof(ListObservedGrain), "observers in Call", nameof(IListObserved))]
    [InlineData(typeof(FieldObservedGrain), "observers in Call", nameof(IFieldObserved))]
    [InlineData(typeof(ObserverResultGrain), "observers in Call", nameof(IObserverResult))]
    [InlineData(typeof(EnumeratingGrain), "IAsyncEnumerable as the result of Call", nameof(IEnumerating))]
    [InlineData(typeof(TokenGrain), "GrainCancellationToken in Call", nameof(IToken))]
    [InlineData(typeof(NestedTokenGrain), "GrainCancellationToken in Call", nameof(INestedToken))]
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

    [Theory]
    [InlineData(typeof(IIncomingGrainCallFilter))]
    [InlineData(typeof(IOutgoingGrainCallFilter))]
    public void A_client_refuses_a_container_with_a_call_filter(Type filter)
    {
        using var services = new ServiceCollection().AddSingleton(filter, _ => throw new InvalidOperationException()).BuildServiceProvider();
        var thrown = Assert.Throws<NotSupportedException>(() => new SimGrainFactory(World.Catalog, services, new SimClient(World.Catalog, null!, new VirtualTime(), TimeSpan.Zero)));
        Assert.Contains(filter.Name, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_factory_refuses_a_generic_interface_with_the_true_reason()
    {
        using var world = World.Started();
        Assert.Contains("generic grain interface", Assert.Throws<NotSupportedException>(() => world.Grains.GetGrain<IGeneric<int>>("a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_grain_context_is_refused_outside_of_a_turn()
    {
        using var world = World.Started();
        Assert.Throws<NotSupportedException>(() => world.Services.GetRequiredService<IGrainContextAccessor>().GrainContext);
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

using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

#pragma warning disable CA1034, CA1040, CA1711, CA1716, CA1052, CA1724, CA1045, CA1044, CA1051, CA1812, CA1068

namespace OrleansOrders.Embedded.Tests;

/// <summary>One grain class for each way of not being supported.</summary>
public static class Refused
{
    public interface IOne : IGrainWithStringKey
    {
        Task Call();
    }

    public interface IReturnsVoid : IGrainWithStringKey
    {
        void Call();
    }

    public interface IReturnsStream : IGrainWithStringKey
    {
        IAsyncEnumerable<int> Call();
    }

    public interface IGenericMethod : IGrainWithStringKey
    {
        Task Call<T>(T value);
    }

    public interface IProperty : IGrainWithStringKey
    {
        Task Value { get; }
    }

    public interface IByReference : IGrainWithStringKey
    {
        Task Call(ref int value);
    }

    public interface ITokenFirst : IGrainWithStringKey
    {
        Task Call(CancellationToken token, int value);
    }

    public interface IImmutableReturn : IGrainWithStringKey
    {
        [return: Immutable]
        Task<List<int>> Call();
    }

    public interface IInterfaceArgument : IGrainWithStringKey
    {
        Task Call(IReadOnlyList<int> list);
    }

    public interface IObjectArgument : IGrainWithStringKey
    {
        Task Call(object anything);
    }

    public interface IUnmarked : IGrainWithStringKey
    {
        Task<Unmarked> Call();
    }

    public interface INestedUnmarked : IGrainWithStringKey
    {
        Task Call(List<Outer> outer);
    }

    public interface ILostMember : IGrainWithStringKey
    {
        Task Call(LostMember value);
    }

    public interface IDerivedUnmarked : IGrainWithStringKey
    {
        Task Call(Base value);
    }

    public interface IDelegate : IGrainWithStringKey
    {
        Task Call(Action action);
    }

    public interface ITwin : IGrainWithStringKey;

    public interface IOtherTwin : IGrainWithStringKey;

    public interface ISameState : IGrainWithStringKey;

    public interface ISameStateToo : IGrainWithStringKey;

    public interface IUnregistered;

    public sealed class GenericGrain<T> : Grain, IOne
    {
        public T? Value { get; set; }

        public Task Call() => Task.CompletedTask;
    }

    public sealed class TwoConstructorsGrain : Grain, IOne
    {
        public TwoConstructorsGrain()
        {
        }

        public TwoConstructorsGrain(TimeProvider clock) => Clock = clock;

        public TimeProvider? Clock { get; }

        public Task Call() => Task.CompletedTask;
    }

    public sealed class MisplacedAttributeGrain : Grain, IOne
    {
        [AlwaysInterleave]
        public Task Call() => Task.CompletedTask;
    }

    public sealed class UnregisteredGrain(IUnregistered service) : Grain, IOne
    {
        public Task Call() => Task.FromResult(service);
    }

    public sealed class NoStorageGrain([PersistentState("a")] IPersistentState<Outer> state) : Grain, IOne
    {
        public Task Call() => state.WriteStateAsync();
    }

    public sealed class UnknownStorageGrain([PersistentState("b", "nowhere")] IPersistentState<Outer> state) : Grain, IOne
    {
        public Task Call() => state.WriteStateAsync();
    }

    public sealed class WrongStateGrain([PersistentState("c", "nowhere")] TimeProvider clock) : Grain, IOne
    {
        public Task Call() => Task.FromResult(clock);
    }

    public sealed class AbstractStateGrain([PersistentState("d", "nowhere")] IPersistentState<Base> state) : Grain, IOne
    {
        public Task Call() => state.WriteStateAsync();
    }

    public sealed class ReturnsVoidGrain : Grain, IReturnsVoid
    {
        public void Call()
        {
        }
    }

    public sealed class ReturnsStreamGrain : Grain, IReturnsStream
    {
        public IAsyncEnumerable<int> Call() => AsyncEnumerable.Empty<int>();
    }

    public sealed class GenericMethodGrain : Grain, IGenericMethod
    {
        public Task Call<T>(T value) => Task.CompletedTask;
    }

    public sealed class PropertyGrain : Grain, IProperty
    {
        public Task Value => Task.CompletedTask;
    }

    public sealed class ByReferenceGrain : Grain, IByReference
    {
        public Task Call(ref int value) => Task.CompletedTask;
    }

    public sealed class TokenFirstGrain : Grain, ITokenFirst
    {
        public Task Call(CancellationToken token, int value) => Task.CompletedTask;
    }

    public sealed class ImmutableReturnGrain : Grain, IImmutableReturn
    {
        public Task<List<int>> Call() => Task.FromResult<List<int>>([]);
    }

    public sealed class InterfaceArgumentGrain : Grain, IInterfaceArgument
    {
        public Task Call(IReadOnlyList<int> list) => Task.CompletedTask;
    }

    public sealed class ObjectArgumentGrain : Grain, IObjectArgument
    {
        public Task Call(object anything) => Task.CompletedTask;
    }

    public sealed class UnmarkedGrain : Grain, IUnmarked
    {
        public Task<Unmarked> Call() => Task.FromResult(new Unmarked());
    }

    public sealed class NestedUnmarkedGrain : Grain, INestedUnmarked
    {
        public Task Call(List<Outer> outer) => Task.CompletedTask;
    }

    public sealed class LostMemberGrain : Grain, ILostMember
    {
        public Task Call(LostMember value) => Task.CompletedTask;
    }

    public sealed class DerivedUnmarkedGrain : Grain, IDerivedUnmarked
    {
        public Task Call(Base value) => Task.CompletedTask;
    }

    public sealed class DelegateGrain : Grain, IDelegate
    {
        public Task Call(Action action) => Task.CompletedTask;
    }

    public sealed class TwinGrain : Grain, ITwin;

    public sealed class FirstGrain : Grain, IOne
    {
        public Task Call() => Task.CompletedTask;
    }

    public sealed class SecondGrain : Grain, IOne
    {
        public Task Call() => Task.CompletedTask;
    }

    public sealed class SameStateGrain([PersistentState("same", "s")] IPersistentState<Outer> state) : Grain, ISameState
    {
        public Task Call() => state.WriteStateAsync();
    }

    public sealed class SameStateTooGrain([PersistentState("same", "s")] IPersistentState<Outer> state) : Grain, ISameStateToo
    {
        public Task Call() => state.WriteStateAsync();
    }

    public sealed class Unmarked
    {
        public int Value { get; set; }
    }

    [GenerateSerializer]
    public sealed class Outer
    {
        [Id(0)]
        public Unmarked? Inner { get; set; }
    }

    [GenerateSerializer]
    public sealed record LostMember([property: Id(0)] int Kept)
    {
        public int Lost { get; init; }
    }

    [GenerateSerializer]
    public abstract record Base;

    public sealed record DerivedUnmarked : Base;

    public static class Other
    {
        public sealed class TwinGrain : Grain, IOtherTwin;
    }
}

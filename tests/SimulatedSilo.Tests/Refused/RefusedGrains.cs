using Orleans;
using Orleans.BroadcastChannel;
using Orleans.Concurrency;
using Orleans.DurableJobs;
using Orleans.EventSourcing;
using Orleans.Journaling;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Streams.Core;

namespace SimulatedSilo.Tests.Refused;

public interface IPlain : IGrainWithStringKey
{
    Task Call();
}

public interface IMyObserver : IGrainObserver
{
    Task Changed();
}

public interface IObserved : IGrainWithStringKey
{
    Task Call(IMyObserver observer);
}

public interface IEnumerating : IGrainWithStringKey
{
    IAsyncEnumerable<int> Call();
}

public interface IToken : IGrainWithStringKey
{
    Task Call(GrainCancellationToken token);
}

public interface ITransacted : IGrainWithStringKey
{
    [Transaction(TransactionOption.Create)]
    Task Call();
}

public interface IListObserved : IGrainWithStringKey
{
    Task Call(List<IMyObserver[]> observers);
}

public interface IFieldObserved : IGrainWithStringKey
{
    Task Call(Envelope envelope);
}

public interface IObserverResult : IGrainWithStringKey
{
    Task<IMyObserver?> Call();
}

public interface INestedToken : IGrainWithStringKey
{
    Task Call((int Number, GrainCancellationToken Token) pair);
}

public interface IGeneric<in T> : IGrainWithStringKey
{
    Task Call(T value);
}

[GenerateSerializer]
public class Envelope
{
    [Id(0)]
    public Letter? Letter { get; set; }
}

[GenerateSerializer]
public sealed class Letter
{
    [Id(0)]
    public IMyObserver? Observer { get; set; }

    /// <summary>A cycle of types.</summary>
    [Id(1)]
    public Envelope? Envelope { get; set; }
}

public abstract class PlainGrain : Grain, IPlain
{
    public Task Call() => Task.CompletedTask;
}

[StatelessWorker]
public sealed class WorkerGrain : PlainGrain;

[MayInterleave(nameof(May))]
public sealed class InterleavingGrain : PlainGrain
{
    public static bool May(IInvokable request) => request is not null;
}

public sealed class ReminderGrain : PlainGrain, IRemindable
{
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}

[ImplicitStreamSubscription("numbers")]
public sealed class StreamGrain : PlainGrain;

public sealed class SubscribingGrain : PlainGrain, IStreamSubscriptionObserver
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => Task.CompletedTask;
}

[ImplicitChannelSubscription]
public sealed class ChannelGrain : PlainGrain;

public sealed class ChannelObserverGrain : PlainGrain, IOnBroadcastChannelSubscribed;

public sealed class JobGrain : PlainGrain, IDurableJobHandler;

public sealed class IncomingFilterGrain : PlainGrain, IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) => context.Invoke();
}

public sealed class OutgoingFilterGrain : PlainGrain, IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context) => context.Invoke();
}

public sealed class MigratingGrain : PlainGrain, IGrainMigrationParticipant
{
    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
    }
}

public sealed class StatefulGrain : Grain<List<int>>, IPlain
{
    public Task Call() => Task.CompletedTask;
}

public sealed class EventSourcedGrain : LogConsistentGrain<List<int>>, IPlain
{
    public Task Call() => Task.CompletedTask;
}

public sealed class JournaledGrain : DurableGrain, IPlain
{
    public Task Call() => Task.CompletedTask;
}

public sealed class GenericGrain<T> : Grain, IPlain
{
    public T? Value { get; set; }

    public Task Call() => Task.CompletedTask;
}

public sealed class ObservedGrain : Grain, IObserved
{
    public Task Call(IMyObserver observer) => observer.Changed();
}

public sealed class ListObservedGrain : Grain, IListObserved
{
    public Task Call(List<IMyObserver[]> observers) => Task.CompletedTask;
}

public sealed class FieldObservedGrain : Grain, IFieldObserved
{
    public Task Call(Envelope envelope) => Task.CompletedTask;
}

public sealed class ObserverResultGrain : Grain, IObserverResult
{
    public Task<IMyObserver?> Call() => Task.FromResult<IMyObserver?>(null);
}

public sealed class NestedTokenGrain : Grain, INestedToken
{
    public Task Call((int Number, GrainCancellationToken Token) pair) => Task.CompletedTask;
}

public sealed class GenericInterfaceGrain : Grain, IGeneric<int>
{
    public Task Call(int value) => Task.CompletedTask;
}

public sealed class EnumeratingGrain : Grain, IEnumerating
{
    public IAsyncEnumerable<int> Call() => AsyncEnumerable.Empty<int>();
}

public sealed class TokenGrain : Grain, IToken
{
    public Task Call(GrainCancellationToken token) => Task.CompletedTask;
}

public sealed class TransactedGrain : Grain, ITransacted
{
    public Task Call() => Task.CompletedTask;
}

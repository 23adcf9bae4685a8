using Orleans;

namespace OrleansOrders.Conformance.Tests;

public interface IFailingGrain : IGrainWithStringKey
{
    Task Throw(string message);

    Task ThrowBeforeAwait(string message);

    Task<int> ThrowThroughAnother(string other, string message);

    Task Cancel();

    ValueTask<int> Reply(int value);
}

/// <summary>Its first activation fails.</summary>
public interface IReluctantGrain : IGrainWithStringKey
{
    Task<string> Hello();
}

public interface IBrokenGrain : IGrainWithStringKey
{
    Task Hello();
}

/// <summary>An exception with a codec of its own.</summary>
[GenerateSerializer]
public sealed class TestException(string message) : Exception(message);

/// <summary>An exception without a codec, of a namespace whose exceptions are serialized.</summary>
public sealed class PlainException(string message) : Exception(message);

public class FailingGrain : Grain, IFailingGrain
{
    public async Task Throw(string message)
    {
        await Task.Yield();
        throw new TestException(message);
    }

    public Task ThrowBeforeAwait(string message) => throw new PlainException(message);

    public async Task<int> ThrowThroughAnother(string other, string message)
    {
        await GrainFactory.GetGrain<IFailingGrain>(other).Throw(message);
        return 1;
    }

    public Task Cancel() => throw new OperationCanceledException("gave up");

    public ValueTask<int> Reply(int value) => new(value);
}

public class ReluctantGrain : Grain, IReluctantGrain
{
    Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Add("activates");
        await Journal.Gate("activation");
        if (Journal.Count("activates") == 1) throw new TestException("not yet");
    }

    public Task<string> Hello() => Task.FromResult($"hello {Journal.Count("activates")}");
}

public class BrokenGrain : Grain, IBrokenGrain
{
    public BrokenGrain() => throw new TestException("no constructor");

    public Task Hello() => Task.CompletedTask;
}

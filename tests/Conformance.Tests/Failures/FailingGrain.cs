using Orleans;

namespace OrleansOrders.Conformance.Tests;

public class FailingGrain : Grain, IFailingGrain
{
    public async Task Throw(string message)
    {
        await Task.Yield();
        throw new TestException(message);
    }

    public Task ThrowBeforeAwait(string message) => throw new TestException(message);

    public async Task<int> ThrowThroughAnother(string other, string message)
    {
        await GrainFactory.GetGrain<IFailingGrain>(other).Throw(message);
        return 1;
    }

    public ValueTask<int> Answer(int value) => new(value);

    public async ValueTask Nothing() => await Task.Yield();

    public Task Cancel() => throw new OperationCanceledException("gave up");
}

public class ReluctantGrain : Grain, IReluctantGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var journal = Journal.Of(this.GetPrimaryKeyString());
        journal.Add("activates");
        var attempt = journal.Count("activates");
        await journal.Gate($"attempt {attempt}");
        if (attempt == 1)
            throw new TestException("not yet");
    }

    public Task<string> Hello() => Task.FromResult($"hello {Journal.Of(this.GetPrimaryKeyString()).Count("activates")}");
}

public class BrokenGrain : Grain, IBrokenGrain
{
    public BrokenGrain() => throw new TestException("no constructor");

    public Task Hello() => Task.CompletedTask;
}

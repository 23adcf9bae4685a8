using Orleans;

namespace OrleansOrders.Conformance.Tests;

public interface IFailingGrain : IGrainWithStringKey
{
    Task Throw(string message);

    Task ThrowBeforeAwait(string message);

    Task<int> ThrowThroughAnother(string other, string message);

    ValueTask<int> Answer(int value);

    ValueTask Nothing();

    Task Cancel();
}

/// <summary>Fails to activate as often as its journal has gates "fail 1", "fail 2" not yet used up.</summary>
public interface IReluctantGrain : IGrainWithStringKey
{
    Task<string> Hello();
}

public interface IBrokenGrain : IGrainWithStringKey
{
    Task Hello();
}

[GenerateSerializer]
public sealed class TestException : Exception
{
    public TestException()
    {
    }

    public TestException(string message)
        : base(message)
    {
    }

    public TestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

using Orleans;

namespace OrleansOrders.Conformance.Tests;

/// <summary>Journals its activations, each with a number of its own.</summary>
public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>The number of the activation that answers.</summary>
    Task<int> Ask();

    Task<int> LeaveAndWait(string gate);

    Task Leave();

    Task Stay(TimeSpan time);

    /// <summary>Asks to leave, then calls itself and does not wait.</summary>
    Task<string> Identity();

    Task<string> KeyOf(ILifeGrain other);
}

using Orleans;
using Orleans.Concurrency;

namespace OrleansOrders.Conformance.Tests;

/// <summary>A grain with a number that it stores.</summary>
public interface IStateGrain : IGrainWithStringKey
{
    Task<int> Get();

    Task<string> Record();

    Task Set(int value);

    Task SetAndSwallowConflict(int value);

    /// <summary>Sets the numbers 1 to n and asks for a write after each, all in one turn.</summary>
    Task SetMany(int count);

    /// <summary>A second write while the first is held at the gate.</summary>
    Task SetTwice(string gate);

    Task SetAfterAsking(int asked, int then);

    Task ReadAgain();

    Task Clear();

    Task Leave();

    Task<string> TouchOutsideTurn();

    Task SetOther(string other, int value);

    [AlwaysInterleave]
    Task<int> Glance();
}

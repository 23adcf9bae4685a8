using Orleans;
using Orleans.Concurrency;

namespace OrleansOrders.Conformance.Tests;

/// <summary>Requests that say when they start and end, and wait at a gate in between.</summary>
public interface ITurnGrain : IGrainWithStringKey
{
    Task Work(string name);

    [AlwaysInterleave]
    Task Glance(string name);

    /// <summary>Whether the code after an await runs where the code before it ran.</summary>
    Task<bool> StaysInTurn();

    Task<bool> LeavesTurn();

    /// <summary>Calls another grain of the kind, which calls back.</summary>
    Task Cycle(string other, bool back);
}

public interface IReentrantTurnGrain : IGrainWithStringKey
{
    Task Work(string name);

    /// <summary>Adds one in two steps with an await before and after, as many times, and says how often it saw another thread in between.</summary>
    Task<int> Count(int times);

    Task<int> Total();
}

using Orleans;
using Orleans.Concurrency;

namespace OrleansOrders.Conformance.Tests;

public interface ITimerGrain : IGrainWithStringKey
{
    Task Start(string name, TimeSpan dueTime, TimeSpan period, bool interleave, bool keepAlive);

    /// <summary>Ticks wait at gate "name n" before they end.</summary>
    Task StartGated(string name, TimeSpan dueTime, TimeSpan period);

    Task StartFailing(string name, TimeSpan period);

    Task Change(TimeSpan dueTime, TimeSpan period);

    Task Stop();

    Task Block(string gate);

    Task Leave();

    Task<string> StartOutsideTurn();

    [AlwaysInterleave]
    Task Glance();
}

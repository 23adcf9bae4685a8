using Orleans;
using Orleans.Concurrency;

namespace OrleansOrders.Conformance.Tests;

/// <summary>Requests that are cancelled or not answered in time.</summary>
public interface IPatientGrain : IGrainWithStringKey
{
    /// <summary>Waits for its token, and says in the journal that it fired and whether that was in the grain's turns.</summary>
    Task WaitForToken(string name, CancellationToken cancellationToken);

    Task Hold(string name);

    [AlwaysInterleave]
    Task Glance();
}

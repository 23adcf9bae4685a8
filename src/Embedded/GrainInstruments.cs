using System.Diagnostics.Metrics;

namespace OrleansOrders.Embedded;

/// <summary>Counters of the meter <c>OrleansOrders.Embedded</c>, each with the tag <c>grain.type</c>.</summary>
internal sealed class GrainInstruments(IMeterFactory meters)
{
    readonly Counter<long> _calls = Create(meters, "embedded.calls", "Requests sent to grains, those moved to a new activation again.");
    readonly Counter<long> _activations = Create(meters, "embedded.activations", "Activations begun.");
    readonly Counter<long> _deactivations = Create(meters, "embedded.deactivations", "Activations ended.");

    internal void Called(GrainClass grainClass) => Count(_calls, grainClass);

    internal void Activated(GrainClass grainClass) => Count(_activations, grainClass);

    internal void Deactivated(GrainClass grainClass) => Count(_deactivations, grainClass);

    static Counter<long> Create(IMeterFactory meters, string name, string description) =>
        meters.Create("OrleansOrders.Embedded").CreateCounter<long>(name, description: description);

    static void Count(Counter<long> counter, GrainClass grainClass)
    {
        if (counter.Enabled)
            counter.Add(1, KeyValuePair.Create<string, object?>("grain.type", grainClass.Type.ToString()));
    }
}

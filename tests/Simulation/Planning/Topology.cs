namespace OrleansOrders.Simulation;

/// <summary>How the roles are spread over processes.</summary>
enum Topology
{
    /// <summary>Everything in one, as <c>run.sh</c> starts it.</summary>
    One,

    /// <summary>A process for each role.</summary>
    Split,

    /// <summary>Two processes with everything and an engine each, over one storage: every grain may be active twice, as after a partition.</summary>
    Twice,

    /// <summary>Two silos, two bridges and an API; now and then a grain is active on both silos.</summary>
    Many,
}

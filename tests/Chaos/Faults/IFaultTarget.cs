namespace OrleansOrders.Chaos;

/// <summary>Does to the system what the schedule says.</summary>
interface IFaultTarget
{
    /// <summary><see cref="InvalidOperationException"/> where this cannot be staged on this machine.</summary>
    Task BeginAsync(Fault fault);

    /// <summary>Undoes it; harmless where it had not begun.</summary>
    Task EndAsync(Fault fault);
}

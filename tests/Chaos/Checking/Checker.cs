namespace OrleansOrders.Chaos;

/// <summary>Compares the history of the clients with the final state. Pure. The auditor checks the invariants of the state; its violations are findings too.</summary>
static class Checker
{
    public static IReadOnlyList<Finding> Check(IReadOnlyList<Operation> operations, FinalState final)
    {
        var run = new Evidence(operations, final);
        return
        [
            .. OrderChecks.Of(run), .. MessageChecks.Of(run), .. ObservationChecks.Of(run),
            .. final.Violations.Select(violation => new Finding(FindingKind.Violation, "audit", violation)),
        ];
    }
}

/// <summary>A run: the history of the clients, and the final state.</summary>
sealed class Evidence
{
    readonly Dictionary<string, FinalOrder> _orders;
    readonly HashSet<string> _inLetters;

    public Evidence(IReadOnlyList<Operation> operations, FinalState final)
    {
        (Operations, Final) = (operations, final);
        _orders = final.Orders.DistinctBy(order => order.OrderId).ToDictionary(order => order.OrderId);
        _inLetters = [.. final.DeadLetters.Select(letter => letter.OrderId)];
        Placed = Done<Deed.Place>().ToLookup(place => NameOf(place.Deed.Order));
    }

    public IReadOnlyList<Operation> Operations { get; }

    public FinalState Final { get; }

    public IEnumerable<FinalOrder> Orders => _orders.Values;

    /// <summary>Every attempt to place an order, by the order's <see cref="NameOf"/>.</summary>
    public ILookup<string, (Deed.Place Deed, Operation Told)> Placed { get; }

    /// <summary>The name of an order: its id, or its customer if the system assigns the id.</summary>
    public static string NameOf(Asked order) => order.OrderId ?? $"customer {order.CustomerId}";

    /// <summary>Every attempt at one kind of operation, with its outcome for the client.</summary>
    public IEnumerable<(T Deed, Operation Told)> Done<T>()
        where T : Deed => Operations.Where(operation => operation.Deed is T).Select(operation => ((T)operation.Deed, operation));

    /// <summary>The requests that may have made this order.</summary>
    public IReadOnlyList<Asked> AskedFor(FinalOrder order) =>
        [.. Placed[order.OrderId].Concat(Placed[$"customer {order.CustomerId}"]).Select(place => place.Deed.Order)];

    public FinalOrder? Find(string orderId) => _orders.GetValueOrDefault(orderId);

    /// <summary>Whether a visible dead letter names the order.</summary>
    public bool IsInDeadLetters(string orderId) => _inLetters.Contains(orderId);
}

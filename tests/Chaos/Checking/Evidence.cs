namespace OrleansOrders.Chaos;

/// <summary>A run: what clients did and were told, and what is there in the end.</summary>
sealed class Evidence
{
    readonly Dictionary<string, FinalOrder> _orders;
    readonly HashSet<string> _inLetters;

    public Evidence(IReadOnlyList<Operation> operations, FinalState final)
    {
        (Operations, Final) = (operations, final);
        _orders = final.Orders.DistinctBy(order => order.OrderId).ToDictionary(order => order.OrderId);
        _inLetters = [.. final.DeadLetters.Select(letter => letter.OrderId)];
        Placed = operations.Where(operation => operation.Deed is Deed.Place).ToLookup(operation => NameOf(((Deed.Place)operation.Deed).Order));
    }

    public IReadOnlyList<Operation> Operations { get; }

    public FinalState Final { get; }

    /// <summary>Every attempt to place an order, by the order's <see cref="NameOf"/>.</summary>
    public ILookup<string, Operation> Placed { get; }

    /// <summary>What an order is known by: its id, or its customer where the system gives the id.</summary>
    public static string NameOf(Asked order) => order.OrderId ?? $"customer {order.CustomerId}";

    public FinalOrder? Find(string orderId) => _orders.GetValueOrDefault(orderId);

    /// <summary>Whether a dead letter that everybody can see speaks of the order.</summary>
    public bool IsInDeadLetters(string orderId) => _inLetters.Contains(orderId);

    public IEnumerable<Operation> Of<T>(Outcome outcome)
        where T : Deed => Operations.Where(operation => operation.Deed is T && operation.Outcome == outcome);
}

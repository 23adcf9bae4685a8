namespace OrleansOrders.Chaos.Tests;

/// <summary>A run in which all went well, to break one thing in.</summary>
static class SoundRun
{
    public static readonly Asked Bread = new() { OrderId = "bread-1", CustomerId = "ann", Token = "tok_ok", Lines = [new("bread", 2, 1.50m)] };
    public static readonly Asked Cake = new() { OrderId = "cake-1", CustomerId = "bob", Lines = [new("cake", 1, 9m)] };
    public static readonly Asked Keyed = new() { CustomerId = "key-1", Token = "tok_decline", Lines = [new("bread", 1, 1.50m)] };

    /// <summary>Ann's order is paid, Bob's is cancelled and its money goes back, and one without an id is declined.</summary>
    public static IReadOnlyList<Operation> Operations { get; } =
    [
        Did(new Deed.Adjust("bread", "delivery", 10), 0, Outcome.Ok),
        Did(new Deed.Adjust("cake", "delivery", 5), 1, Outcome.Unknown),
        Did(new Deed.Adjust("cake", "delivery", 5), 2, Outcome.Ok),
        Did(new Deed.Adjust("cake", "write-off", -100), 3, Outcome.Refused, 409),
        Did(new Deed.Place(Bread), 10, Outcome.Unknown),
        Did(new Deed.Place(Bread), 11, Outcome.Ok, 201, new("bread-1", 1, "pending")),
        Did(new Deed.Read("bread-1"), 12, Outcome.Ok, 200, new("bread-1", 2, "reserved")),
        Did(new Deed.Cancel("bread-1"), 13, Outcome.Refused, 409),
        Did(new Deed.Read("bread-1"), 14, Outcome.Ok, 200, new("bread-1", 3, "confirmed")),
        Did(new Deed.Place(Cake), 20, Outcome.Ok, 201, new("cake-1", 1, "pending")),
        Did(new Deed.Cancel("cake-1"), 21, Outcome.Ok, 200, new("cake-1", 3, "cancelled")),
        Did(new Deed.Pay("cake-1"), 22, Outcome.Ok),
        Did(new Deed.Place(Keyed), 30, Outcome.Ok, 201, new("o-1", 1, "pending")),
        Did(new Deed.Place(Keyed), 31, Outcome.Ok, 200, new("o-1", 2, "reserved")),
        Did(new Deed.Poison("poison-1"), 40, Outcome.Ok),
    ];

    public static FinalState Final { get; } = new()
    {
        Orders =
        [
            Ended(Bread, "bread-1", "confirmed", null, "placed", "reserved", "confirmed"),
            Ended(Cake, "cake-1", "cancelled", null, "placed", "reserved", "cancelled", "refund_requested", "refunded"),
            Ended(Keyed, "o-1", "failed", "payment_declined", "placed", "reserved", "failed"),
        ],
        Adjustments = [new("bread", "delivery", 10), new("cake", "delivery", 5)],
        Notifications =
        [
            new("bread-1:3:order.confirmed", "ann", "bread-1", "order.confirmed"), new("cake-1:3:order.cancelled", "bob", "cake-1", "order.cancelled"),
            new("cake-1:payment.refunded", "bob", "cake-1", "payment.refunded"), new("o-1:3:order.failed", "key-1", "o-1", "order.failed"),
        ],
        Facts =
        [
            new("bread-1:3:order.confirmed", "order.confirmed", "bread-1"), new("cake-1:3:order.cancelled", "order.cancelled", "cake-1"),
            new("cake-1:payment.refunded", "payment.refunded", "cake-1"), new("o-1:3:order.failed", "order.failed", "o-1"),
        ],
        DeadLetters = [new("poison-1", "", "not_json")],
        Streamed = [new("bread-1:3:order.confirmed", "ann", "bread-1", "order.confirmed")],
        StreamedCustomers = ["ann"],
    };

    public static Operation Did(Deed deed, long at, Outcome outcome, int? status = null, Observation? seen = null) => new(deed, at * 10, at * 10 + 5, outcome, status, seen);

    public static FinalOrder Ended(Asked asked, string id, string status, string? reason, params string[] history) => new()
    {
        OrderId = id, CustomerId = asked.CustomerId, Status = status, Lines = asked.Lines, History = history, Reason = reason,
    };

    /// <summary>The final state with one order in another shape.</summary>
    public static FinalState With(string orderId, Func<FinalOrder, FinalOrder> change) =>
        Final with { Orders = [.. Final.Orders.Select(order => order.OrderId == orderId ? change(order) : order)] };
}

namespace OrleansOrders.Domain.Tests;

/// <summary>Messages that are not acknowledged yet.</summary>
[Flags]
enum Message
{
    None = 0,
    Placed = 1,
    Cancel = 2,
    Expire = 4,
    Charge = 8,
    Refund = 16,
}

/// <summary>What the world was told.</summary>
[Flags]
enum Said
{
    Nothing = 0,
    Reserved = 1,
    Confirmed = 2,
    Failed = 4,
    Cancelled = 8,
    RefundRequested = 16,
    Paid = 32,
    Refunded = 64,
}

/// <summary>Where the order's money is.</summary>
enum Purse
{
    Untouched,
    Charged,
    Refunded,
    Closed,
}

/// <summary>Where a handler is.</summary>
enum ProtocolStep
{
    Look,
    Reserve,
    ReserveUnderWay,
    Charge,
    Void,
    Refund,
    Apply,
    Write,
    Tell,
    Say,
    SayLate,
    Acknowledge,
}

/// <summary>A handler at work on one message.</summary>
/// <param name="Message">Which.</param>
/// <param name="At">Its next step.</param>
/// <param name="Belief">The order as its activation knows it, an index into the orders of the model.</param>
/// <param name="Command">What it applies, an index into the commands of the model.</param>
readonly record struct Handler(Message Message, ProtocolStep At, int Belief, int Command) : IComparable<Handler>
{
    public int CompareTo(Handler other) => (Message, At, Belief, Command).CompareTo((other.Message, other.At, other.Belief, other.Command));
}

/// <summary>Everything that can be told apart: one order of one unit of one item.</summary>
readonly record struct ProtocolState
{
    public int Order { get; init; }

    public long Available { get; init; }

    public Hold? Hold { get; init; }

    public Purse Purse { get; init; }

    public int Charges { get; init; }

    public int Refunds { get; init; }

    /// <summary>Whether somebody charged who knew that the order had ended.</summary>
    public bool IsChargedAfterTheEnd { get; init; }

    public Message Messages { get; init; }

    public Said Said { get; init; }

    public Handler? First { get; init; }

    public Handler? Second { get; init; }

    /// <summary>Reserves under way whose caller is gone.</summary>
    public int Orphans { get; init; }

    /// <summary>Handlers that began.</summary>
    public int Starts { get; init; }

    /// <summary>The same with these two handlers; their order means nothing.</summary>
    public ProtocolState With(Handler? one, Handler? other) => Comparer<Handler?>.Default.Compare(one, other) > 0
        ? this with { First = one, Second = other }
        : this with { First = other, Second = one };

    /// <summary>What the world hears of a fact, as far as it matters here.</summary>
    public static Said SaidBy(FactKind kind) => kind switch
    {
        FactKind.InventoryReserved => Said.Reserved,
        FactKind.OrderConfirmed => Said.Confirmed,
        FactKind.OrderFailed => Said.Failed,
        FactKind.OrderCancelled => Said.Cancelled,
        FactKind.PaymentRefundRequested => Said.RefundRequested,
        _ => Said.Nothing,
    };
}

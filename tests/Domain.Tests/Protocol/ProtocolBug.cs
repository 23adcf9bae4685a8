namespace OrleansOrders.Domain.Tests;

/// <summary>Rules that can be left out, to see that the exploration finds it.</summary>
public enum ProtocolBug
{
    None,

    /// <summary>A release that finds no hold leaves nothing behind.</summary>
    NoTombstone,

    /// <summary>A repeat does not tell the items again.</summary>
    NoRetelling,

    /// <summary>A reserve that is not answered counts as refused.</summary>
    TimeoutIsNo,

    /// <summary>Items are told before the order is written.</summary>
    ItemsFirst,

    /// <summary>Writes do not look at the version.</summary>
    NoVersion,

    /// <summary>The message is acknowledged before what follows is announced.</summary>
    AcknowledgedFirst,

    /// <summary>Each charge moves money.</summary>
    ChargeWithoutKey,

    /// <summary>Money goes back whenever somebody says so.</summary>
    RefundUnasked,

    /// <summary>The payment is announced before the order knows of it.</summary>
    PaidBeforeWritten,

    /// <summary>Money of an order that ended without it is kept.</summary>
    NoRefund,

    /// <summary>The worker looks for money, and leaves the key open.</summary>
    FoundNotVoided,

    /// <summary>The worker charges orders that have ended.</summary>
    ChargedAfterTheEnd,

    /// <summary>A released hold is taken again.</summary>
    ReleasedTakenAgain,

    /// <summary>Paid orders are announced and not written.</summary>
    ConfirmedWithoutWrite,
}

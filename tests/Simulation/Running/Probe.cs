namespace OrleansOrders.Simulation;

/// <summary>Counts how often each rare branch was reached.</summary>
sealed class Probes
{
    readonly long[] _counts = new long[Enum.GetValues<Probe>().Length];

    public long this[Probe probe] => Interlocked.Read(ref _counts[(int)probe]);

    public int Reached => Enum.GetValues<Probe>().Count(probe => this[probe] > 0);

    public int Total => _counts.Length;

    public void Hit(Probe probe) => Interlocked.Increment(ref _counts[(int)probe]);

    public void Add(Probes other)
    {
        for (var i = 0; i < _counts.Length; i++) Interlocked.Add(ref _counts[i], other._counts[i]);
    }
}

/// <summary>Rare branches that must be reached: a campaign that misses one proves less than it seems.</summary>
enum Probe
{
    ConfirmLost,
    ConfirmLate,
    PublishRefused,
    PublishReturned,
    ConnectionCut,
    BrokerAway,
    DeliveredAgain,
    DeliveredAgainUnmarked,
    Reordered,
    RetryDelayed,
    DeadLettered,
    PoisonSetAside,
    AttemptsExhausted,
    LetterReplayed,
    QueueDeleted,
    BindingDeleted,
    FailedBeforeCommit,
    FailedAfterCommit,
    CommittedAfterFailure,
    RolledBack,
    DatabaseAway,
    SlowStatement,
    FirstWriteFound,
    GrainConflict,
    StockConflict,
    StockSurprise,
    SharedCommit,
    SharedWrite,
    ReleaseWithoutHold,
    LateReserveRefused,
    TwoActivations,
    ProcessKilled,
    RoleKilled,
    CallLost,
    CallBroken,
    CancelLost,
    CancelLate,
    CancelDelivered,
    ClockStepped,
    ReconcilerPublished,
    Expired,
    OutOfStock,
    UnknownSku,
    Declined,
    Confirmed,
    CancelledPending,
    CancelledReserved,
    CancelTooLate,
    ToldConfirmed,
    ToldFailed,
    ToldCancelled,
    ToldRefunded,
    Refunded,
    RefundForged,
    PaidTwiceSaid,
    ChargeOutcomeUnknown,
    ChargeAfterVoid,
    ChargedAfterTheEnd,
    VoidFoundMoney,
    GatewayAway,
    LinesAddedUp,
    PostRepeated,
    PostRefusedForContent,
    KeyReused,
    ExternalOrder,
    OldEventRepeated,
    Adjusted,
    AdjustmentRefused,
    PausedWithWork,
}

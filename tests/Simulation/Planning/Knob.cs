namespace OrleansOrders.Simulation;

/// <summary>Kinds of trouble that come by chance, each on or off for a whole run.</summary>
enum Knob
{
    Pauses,
    SlowNetwork,
    ConfirmLost,
    ConfirmLate,
    PublishRefused,
    Reordered,
    UnmarkedRedelivery,
    DeliveredTwice,
    FailBefore,
    FailAfter,
    LateCommit,
    RolledBack,
    SlowStatement,
    CallLost,
    CallBroken,
    CancelLost,
    GatewayTrouble,
    ClockSkew,
}

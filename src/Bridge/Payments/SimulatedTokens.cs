namespace OrleansOrders.Bridge;

/// <summary>Payment tokens that the simulated gateway takes as a script; any other token, or none, follows the failure rate.</summary>
static class SimulatedTokens
{
    /// <summary>Paid, whatever the failure rate.</summary>
    public const string Ok = "tok_ok";

    /// <summary>Declined.</summary>
    public const string Decline = "tok_decline";

    /// <summary>The call never answers, but the money moved: whoever asks what became of it is told so.</summary>
    public const string TimeoutThenOk = "tok_timeout_then_ok";

    /// <summary>The call never answers and the service knows of nothing.</summary>
    public const string TimeoutForever = "tok_timeout_forever";

    /// <summary>Paid, and said twice.</summary>
    public const string Twice = "tok_twice";
}

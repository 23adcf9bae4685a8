namespace OrleansOrders.Api;

/// <summary>What would become of a letter that were sent back now.</summary>
/// <param name="Accepted">It would not come back as a dead letter, as far as can be known without trying.</param>
/// <param name="Outcome"><c>accepted</c>, <c>no_change</c>, <c>too_early</c>, <c>refused</c> or <c>no_origin</c>.</param>
/// <param name="Reason">With <c>refused</c>: the reason that it would have as a dead letter.</param>
/// <param name="Detail">The same for a person.</param>
public sealed record DryRunView(bool Accepted, string Outcome, string? Reason, string Detail)
{
    internal static DryRunView WouldBeAccepted(string detail) => new(true, "accepted", null, detail);

    internal static DryRunView WouldChangeNothing(string detail) => new(true, "no_change", null, detail);

    internal static DryRunView TooEarly(string detail) => new(false, "too_early", null, detail);

    internal static DryRunView Refused(string reason, string detail) => new(false, "refused", reason, detail);

    internal static DryRunView NoOrigin(string detail) => new(false, "no_origin", null, detail);
}

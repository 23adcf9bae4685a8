namespace OrleansOrders.Chaos;

/// <summary>Compares what clients did and were told with what is there in the end. Pure.</summary>
static class Checker
{
    public static IReadOnlyList<Finding> Check(IReadOnlyList<Operation> operations, FinalState final)
    {
        var run = new Evidence(operations, final);
        return
        [
            .. OrderChecks.Of(run),
            .. LifeChecks.Of(run),
            .. StockChecks.Of(run),
            .. NewsChecks.Of(run),
            .. LetterChecks.Of(run),
            .. ObservationChecks.Of(run),
            .. final.Violations.Select(violation => new Finding(FindingKind.Violation, "audit", violation)),
        ];
    }
}

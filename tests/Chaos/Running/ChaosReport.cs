namespace OrleansOrders.Chaos;

/// <summary>The result of a run.</summary>
sealed record ChaosReport(
    int Seed, IReadOnlyList<Operation> Operations, FinalState Final, IReadOnlyList<InjectedFault> Faults, int Exits, IReadOnlyList<Finding> Findings)
{
    const int MostShown = 50;

    /// <summary>Number of attacks by kind; empty without hostile traffic.</summary>
    public IReadOnlyDictionary<string, int> Attacks { get; init; } = new Dictionary<string, int>();

    /// <summary>The memory of the processes that lived long enough.</summary>
    public IReadOnlyList<MemoryGrowth> Memory { get; init; } = [];

    /// <summary>The last line alone reports success.</summary>
    public IEnumerable<string> Lines =>
    [
        .. Findings.Take(MostShown).Select(finding => finding.ToString()),
        .. Findings.Count > MostShown ? [$"and {Findings.Count - MostShown} more"] : Array.Empty<string>(),
        .. Faults.Where(fault => fault.WhyNot is not null).Select(fault => $"not staged: {fault.Fault.Target} {fault.Fault.Kind}: {fault.WhyNot}").Distinct(),
        .. Enum.GetValues<Target>().Select(target => $"faults of the {Small(target)}: {Counted(Faults.Where(fault => fault.WhyNot is null && fault.Fault.Target == target).Select(fault => Small(fault.Fault.Kind)))}"),
        $"the application ended by itself and was started again: {Exits}",
        .. Attacks.Count == 0 ? Array.Empty<string>() : [$"attacks: {string.Join(", ", Attacks.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"))}"],
        .. Memory.Select(growth => $"memory of {growth.Application}: {growth}"),
        $"operations: {Counted(Operations.Select(operation => Small(operation.Outcome)))}",
        $"orders asked for: {Operations.Where(operation => operation.Deed is Deed.Place).Select(operation => Evidence.NameOf(((Deed.Place)operation.Deed).Order)).Distinct().Count()}",
        $"orders: {Counted(Final.Orders.Select(order => order.Reason ?? order.Status))}; refunded {Final.Orders.Count(order => order.History.Contains("refunded"))}",
        $"dead letters: {Counted(Final.DeadLetters.Select(letter => letter.Reason))}; seed {Seed}",
        $"{Count(FindingKind.Lost)} lost, {Count(FindingKind.Doubled)} doubled, {Count(FindingKind.Unexpected)} unexpected, {Count(FindingKind.Violation)} violations",
    ];

    int Count(FindingKind kind) => Findings.Count(finding => finding.Kind == kind);

    static string Counted(IEnumerable<string> names)
    {
        var counts = names.GroupBy(name => name).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Count()}").ToList();
        return counts.Count == 0 ? "none" : string.Join(", ", counts);
    }

    static string Small(Enum value) => string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(c) : c.ToString()));
}

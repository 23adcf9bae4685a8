namespace OrleansOrders.Simulation;

/// <summary>
/// A bug to plant: a change to the source of the system, made in a copy of it. A simulator that does not find it proves nothing about the bugs
/// that nobody planted.
/// </summary>
/// <param name="Name">For the command line.</param>
/// <param name="File">The file, from the repository's root.</param>
/// <param name="Find">What stands there, once.</param>
/// <param name="Replace">What stands there instead.</param>
/// <param name="Seeds">Within how many seeds it has to be found.</param>
sealed record Mutant(string Name, string File, string Find, string Replace, int Seeds)
{
    /// <summary>Further changes to the same file, where one is not enough.</summary>
    public IReadOnlyList<(string Find, string Replace)> More { get; init; } = [];

    public static IReadOnlyList<Mutant> All { get; } = [.. HandlerMutants.All, .. GrainMutants.All, .. RuleMutants.All];

    IEnumerable<(string Find, string Replace)> Changes => [(Find, Replace), .. More];

    /// <summary>Whether each change has exactly one place in the text.</summary>
    public bool HasPlaceIn(string text) => Changes.All(change => text.Split(change.Find).Length == 2);

    /// <summary>Changes the copy of the sources at <paramref name="root"/>.</summary>
    public void Plant(string root)
    {
        var path = Path.Combine(root, File);
        var text = System.IO.File.ReadAllText(path);
        if (!HasPlaceIn(text)) throw new InvalidOperationException($"{Name} has no place in {File} any more.");
        foreach (var (find, replace) in Changes) text = text.Replace(find, replace, StringComparison.Ordinal);
        System.IO.File.WriteAllText(path, text);
    }
}

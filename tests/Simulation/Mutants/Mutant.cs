namespace OrleansOrders.Simulation;

/// <summary>
/// A bug to plant: a change of the system's source, made in a copy. A simulator that misses planted bugs proves nothing about other bugs.
/// </summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="File">The file's path in the repository.</param>
/// <param name="Find">The text to replace, which occurs once.</param>
/// <param name="Replace">The new text.</param>
/// <param name="Seeds">The number of seeds within which it must be found.</param>
sealed record Mutant(string Name, string File, string Find, string Replace, int Seeds)
{
    /// <summary>Further changes to the same file.</summary>
    public IReadOnlyList<(string Find, string Replace)> More { get; init; } = [];

    public static IReadOnlyList<Mutant> All { get; } = [.. HandlerMutants.All, .. GrainMutants.All, .. RuleMutants.All];

    IEnumerable<(string Find, string Replace)> Changes => [(Find, Replace), .. More];

    /// <summary>Whether each change occurs exactly once in the text.</summary>
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

namespace OrleansOrders.House.Tests.Rules;

/// <summary>Files by path relative to the clone, with forward slashes: the real clone, or a few planted lines.</summary>
sealed record SourceTree(IReadOnlyDictionary<string, string> Files)
{
    static readonly string[] Skipped = ["artifacts", "bin", "obj", ".git", ".run", "TestResults"];
    static readonly string[] Kinds = [".cs", ".csproj", ".props", ".targets", ".sln", ".md", ".sh", ".sql", ".json", ".yml", ".py"];

    public static SourceTree OfClone { get; } = new(Walk(new(Repository.Root)).ToDictionary(file => Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/'), file => File.ReadAllText(file.FullName)));

    public static SourceTree Planted(params (string Path, string Text)[] files) => new(files.ToDictionary(file => file.Path, file => file.Text));

    public IEnumerable<(string Path, string Text)> Under(string extension, params string[] folders) =>
        Files.Where(file => file.Key.EndsWith(extension, StringComparison.Ordinal) && folders.Any(folder => file.Key.StartsWith(folder + "/", StringComparison.Ordinal)))
            .Select(file => (file.Key, file.Value));

    public IEnumerable<(string Path, string Text)> Documents =>
        Files.Where(file => file.Key == "README.md" || (file.Key.StartsWith("docs/", StringComparison.Ordinal) && file.Key.EndsWith(".md", StringComparison.Ordinal)))
            .Select(file => (file.Key, file.Value));

    public bool Has(string path) => Files.ContainsKey(path) || Files.Keys.Any(key => key.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));

    static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(file => Kinds.Contains(file.Extension) || file.Name is "LICENSE" or "Dockerfile" || file.Directory!.Name == ".ci")
            .Concat(folder.EnumerateDirectories().Where(child => !Skipped.Contains(child.Name)).SelectMany(Walk));
}

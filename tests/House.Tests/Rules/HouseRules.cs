using System.Text.RegularExpressions;

namespace OrleansOrders.House.Tests.Rules;

/// <summary>Rules about files as a whole. Each returns what breaks it.</summary>
static partial class HouseRules
{
    public const int MostLines = 300;

    static readonly string[] Commands = ["run.sh", "test.sh", "chaos.sh", "simulate.sh", "bench.sh", "scripts/servers.sh"];

    public static IEnumerable<string> TooLong(SourceTree tree) =>
        from file in tree.Under(".cs", "src", "tests", "bench")
        let lines = file.Text.Split('\n').Length - (file.Text.EndsWith('\n') ? 1 : 0)
        where lines > MostLines
        select $"{file.Path}: {lines} lines, at most {MostLines}";

    public static IEnumerable<string> MissingFromSolution(SourceTree tree)
    {
        var solution = tree.Files["OrleansOrders.sln"].Replace('\\', '/');
        return tree.Files.Keys.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains($"\"{path}\"", StringComparison.Ordinal));
    }

    public static IEnumerable<string> MissingFromDisk(SourceTree tree) =>
        from Match match in Regex.Matches(tree.Files["OrleansOrders.sln"], "\"([^\"]+\\.csproj)\"")
        let path = match.Groups[1].Value.Replace('\\', '/')
        where !tree.Files.ContainsKey(path)
        select path;

    /// <summary>Numbers of log events that two messages share: a filter by number would match both.</summary>
    public static IEnumerable<string> SharedEventIds(SourceTree tree) =>
        from file in tree.Under(".cs", "src")
        from Match match in EventId().Matches(file.Text)
        group file.Path by match.Groups["id"].Value into uses
        where uses.Count() > 1
        select $"{uses.Key}: {string.Join(", ", uses)}";

    /// <summary>Links of README.md and docs that lead to no file, or to no heading of their file.</summary>
    public static IEnumerable<string> BrokenLinks(SourceTree tree) =>
        from document in tree.Documents
        from Match match in Link().Matches(document.Text)
        let target = match.Groups["path"].Value
        let path = target.Length == 0 ? document.Path : Resolve(document.Path, target)
        let anchor = match.Groups["anchor"].Value
        where !tree.Has(path) || (anchor.Length > 0 && tree.Files.TryGetValue(path, out var text) && !Anchors(text).Contains(anchor))
        select $"{document.Path}: {match.Groups["all"].Value}";

    /// <summary>Scripts and source files that a document names in code and that do not exist; what a build makes is not asked for.</summary>
    public static IEnumerable<string> NamedButMissing(SourceTree tree) =>
        from document in tree.Documents
        from Match code in Code().Matches(document.Text)
        from Match match in NamedFile().Matches(code.Value)
        let path = match.Groups["path"].Value
        where !path.StartsWith("artifacts/", StringComparison.Ordinal) && !tree.Has(path)
        select $"{document.Path}: {path}";

    /// <summary>Options that a script takes and docs/running.md does not explain, and the other way round.</summary>
    public static IEnumerable<string> OptionsThatDiffer(SourceTree tree)
    {
        var taken = Commands
            .SelectMany(script => CaseOption().Matches(tree.Files[script]).SelectMany(match => Option().Matches(match.Value)))
            .Select(match => match.Value).ToHashSet();
        var explained = Option().Matches(tree.Files["docs/running.md"]).Select(match => match.Value).ToHashSet();
        taken.Remove("--help");
        return taken.Except(explained).Select(option => $"{option} is not in docs/running.md")
            .Concat(explained.Except(taken).Select(option => $"{option} is in docs/running.md, and no script takes it"));
    }

    /// <summary>Directives that hide code, and methods that nothing can await. Calls are checked by the build: build/BannedSymbols*.txt.</summary>
    public static IEnumerable<string> Hidden(SourceTree tree) =>
        from file in tree.Under(".cs", "src", "tests", "bench")
        from Match match in HiddenCode().Matches(file.Text)
        select $"{file.Path}: {match.Value.Trim()}";

    static string Resolve(string document, string target)
    {
        var folder = document.Contains('/', StringComparison.Ordinal) ? document[..document.LastIndexOf('/')] : "";
        return Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, target))).Replace('\\', '/');
    }

    // As GitHub names the headings of a document.
    static HashSet<string> Anchors(string text) =>
        Heading().Matches(text)
            .Select(match => NotInAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))
            .ToHashSet();

    [GeneratedRegex(@"^\s*#\s*(if|region)\b.*$|^[\w\s]*\basync\s+void\b", RegexOptions.Multiline)]
    private static partial Regex HiddenCode();

    [GeneratedRegex(@"\]\((?<all>(?!\w+:)(?<path>[^)#\s]*)(#(?<anchor>[^)\s]+))?)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"```.*?```|`[^`\n]+`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<![\w/.:-])(\./)?(?<path>((scripts|src|tests|docs|build|bench)/)?([\w-]+/)*[\w.-]+\.(sh|csproj|props|targets)|(scripts|src|tests|docs|build|bench)/[\w./-]+\.(cs|sql|json|md))(?![\w/-])")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"(?m)^\s*(?<options>(-[\w-]+\|)*--[\w|=*-]+)\)")]
    private static partial Regex CaseOption();

    [GeneratedRegex(@"\bLoggerMessage\(\s*(EventId\s*=\s*)?(?<id>\d+)")]
    private static partial Regex EventId();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"(?m)^#{1,6}\s+(.+?)\s*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}

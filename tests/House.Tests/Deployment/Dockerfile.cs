using System.Text.RegularExpressions;

namespace OrleansOrders.House.Tests.Deployment;

/// <summary>The stages of the Dockerfile, each with the lines of those that it is made from.</summary>
static partial class Dockerfile
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile")).Replace("\\\n", " ", StringComparison.Ordinal);

    /// <summary>Lines by stage, those of the stage below first.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Stages { get; } = Read();

    /// <summary>The lines of the image that containers run.</summary>
    public static IReadOnlyList<string> Image => Stages["orders"];

    /// <summary>What the image sets an environment variable to; null where it does not.</summary>
    public static string? Variable(string name) =>
        Image.Where(line => line.StartsWith("ENV ", StringComparison.Ordinal))
            .SelectMany(line => Assignment().Matches(line)).LastOrDefault(match => match.Groups["name"].Value == name)?.Groups["value"].Value;

    static Dictionary<string, IReadOnlyList<string>> Read()
    {
        var stages = new Dictionary<string, IReadOnlyList<string>>();
        foreach (Match stage in Stage().Matches(Text))
        {
            var below = stages.GetValueOrDefault(stage.Groups["from"].Value) ?? [];
            stages[stage.Groups["name"].Value] = [.. below, .. stage.Groups["body"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        }

        return stages;
    }

    [GeneratedRegex(@"^FROM (?<from>\S+) AS (?<name>\S+)\n(?<body>(?:(?!FROM ).*\n?)*)", RegexOptions.Multiline)]
    private static partial Regex Stage();

    [GeneratedRegex(@"(?<name>\w+)=(?<value>\S*)")]
    private static partial Regex Assignment();
}

using System.Text.RegularExpressions;
using Orleans;

namespace OrleansOrders.Embedded.Tests;

public sealed partial class SurfaceTests
{
    static readonly string[] Actual = [.. SurfaceLines.OfAssembly(typeof(Grain).Assembly)];

    [Fact]
    public void The_mirrored_members_are_those_on_the_list()
    {
        if (Environment.GetEnvironmentVariable("WRITE_SURFACE") is { Length: > 0 } path)
            File.WriteAllLines(path, Actual);
        Assert.Empty(Actual.Except(SurfaceFile.Lines).Select(line => $"not on the list: {line}"));
        Assert.Empty(SurfaceFile.Lines.Except(Actual).Select(line => $"only on the list: {line}"));
    }

    [Fact]
    public void The_list_is_in_order_and_says_nothing_twice() =>
        Assert.Equal(SurfaceFile.Lines.Distinct().Order(StringComparer.Ordinal), SurfaceFile.Lines);

    [Fact]
    public void Outside_the_mirrored_namespaces_only_the_seams_of_the_engine_are_public()
    {
        var others = typeof(Grain).Assembly.GetExportedTypes().Where(type => !SurfaceLines.IsOrleans(type.Namespace)).Select(type => type.Name);
        Assert.Equal(["EmbeddedGrainsExtensions", "EmbeddedOptions", "IGrainStatistics"], others.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_document_lists_every_mirrored_type_and_no_other()
    {
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "embedded.md"));
        var table = document[document.IndexOf("<!-- types -->", StringComparison.Ordinal)..document.IndexOf("<!-- end of types -->", StringComparison.Ordinal)];
        var documented = TypeInTable().Matches(table).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
        var listed = SurfaceFile.Lines.Select(line => TypeLine().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
        Assert.Equal(listed, documented);
    }

    [GeneratedRegex(@"`(Orleans\.[^`]+)`")]
    private static partial Regex TypeInTable();

    [GeneratedRegex(@"^(\S+(?:<[^>]*>)?) \((?:static |abstract )?(?:class|interface|struct|enum)\)$")]
    private static partial Regex TypeLine();
}

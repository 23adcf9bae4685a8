using System.Globalization;
using System.Text.RegularExpressions;
using OrleansOrders.Testing;

namespace OrleansOrders.Bridge.Tests;

/// <summary><c>docs/reconciler.md</c> and <c>docs/audit.md</c> say what the code does.</summary>
public sealed partial class ReconcilerDocumentTests
{
    [Fact]
    public void It_lists_every_setting_with_its_default()
    {
        var defaults = new ReconcilerOptions();
        var settings = typeof(ReconcilerOptions).GetProperties()
            .Select(property => ($"{ReconcilerOptions.Section}:{property.Name}", Convert.ToString(property.GetValue(defaults), CultureInfo.InvariantCulture)!));

        Assert.Equal(settings.Order(), Rows("reconciler.md").Where(row => row.Name.StartsWith("Reconciler:", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Every_invariant_is_in_the_document_of_the_audit_in_the_words_of_the_code() =>
        Assert.Equal(
            Storage.AuditChecks.All.Select(check => (check.Invariant, check.States)),
            Rows("audit.md").Where(row => row.Name.StartsWith("I-", StringComparison.Ordinal)));

    static IEnumerable<(string Name, string Second)> Rows(string document) =>
        Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", document))).Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim()));

    [GeneratedRegex(@"^\| `?([^`|]+?)`? \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

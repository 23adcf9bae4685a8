using System.Text.RegularExpressions;

namespace OrleansOrders.Contracts.Tests;

/// <summary>docs/dead-letters.md names what there is, no more and no less.</summary>
public sealed partial class DeadLetterDocumentTests
{
    static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "dead-letters.md"));

    [Fact]
    public void Its_reasons_are_those_that_are_given() =>
        Assert.Equal(DeadLetterCodes.All, Table("| Reason |"));

    [Fact]
    public void Its_headers_are_those_of_a_replay() =>
        Assert.Equal(
            [MessageHeaders.DeadLetterId, MessageHeaders.Replays, MessageHeaders.ReplayedBy, MessageHeaders.OriginalBody],
            Table("| Header |"));

    [Fact]
    public void Its_limit_of_a_body_that_is_replaced_is_the_limit() =>
        Assert.Contains(FormattableString.Invariant($"{MessageHeaders.MaxOriginalBody / 1024} KiB"), Document, StringComparison.Ordinal);

    [Fact]
    public void Every_refusal_of_an_order_that_never_passes_is_a_reason()
    {
        string[] pass = ["too_late", "too_early", "not_expired"];
        Assert.Subset(DeadLetterCodes.All.ToHashSet(), EnumNames.All<Domain.OrderRefusal>().Except(pass).ToHashSet());
    }

    static IEnumerable<string> Table(string header) =>
        Document.Split('\n').SkipWhile(line => !line.StartsWith(header, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(row => FirstName().Match(row).Groups["name"].Value);

    [GeneratedRegex(@"^\| `(?<name>[^`]+)` \|")]
    private static partial Regex FirstName();
}

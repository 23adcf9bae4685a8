using System.Text.RegularExpressions;

namespace OrleansOrders.House.Tests.Rules;

/// <summary>Each project references what <c>docs/architecture.md</c> allows it, and nothing else.</summary>
public sealed partial class RoomsTests
{
    [Fact]
    public void A_room_references_what_the_table_says()
    {
        var table = Row().Matches(SourceTree.OfClone.Files["docs/architecture.md"])
            .Select(row => $"{row.Groups["room"].Value}: {(row.Groups["references"].Value is "none" ? "" : row.Groups["references"].Value)}");
        var projects = SourceTree.OfClone.Under(".csproj", "src")
            .Select(project => $"{Path.GetDirectoryName(project.Path)}: {string.Join(", ", Reference().Matches(project.Text).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal))}");

        Assert.Equal(projects.Order(StringComparer.Ordinal), table.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_transport_knows_no_order()
    {
        var words = SourceTree.OfClone.Under(".cs", "src/RabbitMq")
            .SelectMany(file => Order().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}"));

        Assert.Empty(words);
    }

    [GeneratedRegex(@"^\| `(?<room>src/\w+)` \| [^|]+ \| (?<references>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"<ProjectReference Include=""[^""]*/(\w+)\.csproj""")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b(OrderId|Sku|CustomerId|order_placed|order_status|payment_requests|order_events|OrderGrain)\b")]
    private static partial Regex Order();
}

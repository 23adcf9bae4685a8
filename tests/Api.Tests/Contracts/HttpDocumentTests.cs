using System.Text.RegularExpressions;

namespace OrleansOrders.Api.Tests;

public sealed partial class HttpDocumentTests(ApiHost host) : IClassFixture<ApiHost>
{
    static string Document => File.ReadAllText(Path.Combine(Repository.Root, "docs", "http.md"));

    [Fact]
    public void The_document_lists_every_call_and_no_other()
    {
        var listed = Calls().Matches(Document).Select(match => match.Groups["call"].Value).Order(StringComparer.Ordinal);

        Assert.Equal(Routes.Of(host), listed);
    }

    [Fact]
    public void The_document_lists_every_problem_with_its_status_and_title()
    {
        var listed = Problems().Matches(Document).Select(match => (match.Groups["code"].Value, int.Parse(match.Groups["status"].Value, null), match.Groups["title"].Value));

        Assert.Equal(ProblemKinds.All.Select(kind => (kind.Code, kind.Status, kind.Title)), listed);
    }

    [GeneratedRegex(@"^\| `(?<call>[A-Z]+ /\S*)` \|", RegexOptions.Multiline)]
    private static partial Regex Calls();

    [GeneratedRegex(@"^\| `(?<code>[a-z_]+)` \| (?<status>\d+) \| (?<title>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Problems();
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OrleansOrders.House.Tests.Deployment;

/// <summary>What <c>docs/operations.md</c> says of connections and memory is what the files say, and the database takes it.</summary>
public sealed partial class BudgetTests
{
    static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

    static readonly JsonObject Compose = Yaml.Documents("docker-compose.yml")[0];

    static readonly Dictionary<string, (int Connections, int All, string Request, string Limit)> Budgets = Row().Matches(Document).ToDictionary(
        row => row.Groups["role"].Value,
        row => (Number(row, "connections"), Number(row, "connections") + Number(row, "members"), row.Groups["request"].Value, row.Groups["limit"].Value));

    [Theory]
    [InlineData("silo")]
    [InlineData("api")]
    [InlineData("bridge")]
    public void The_documents_numbers_are_those_of_the_compose_file_of_the_manifest_and_of_the_command(string role)
    {
        var container = Assert.Single(KubernetesTests.Workload(role)["spec"]!["template"]!["spec"]!.Objects("containers"));
        var command = File.ReadAllText(Path.Combine(Repository.Root, "scripts", "lib", "cluster.sh"));

        var connections = Budgets[role].Connections.ToString(CultureInfo.InvariantCulture);
        Assert.Equal((connections, connections), (Compose["services"]![role]!.Text("environment", "Storage__MaxConnections"), KubernetesTests.Variable(container, "Storage__MaxConnections")));
        Assert.Equal((Budgets[role].Request, Budgets[role].Limit), (container.Text("resources", "requests", "memory"), container.Text("resources", "limits", "memory")));
        Assert.Matches($@"app_start ""{role}-\$i"" .*Roles={role} .*Storage__MaxConnections=\${{Storage__MaxConnections:-{Budgets[role].Connections}}}", command);
    }

    [Fact]
    public void The_most_that_is_scaled_to_needs_fewer_connections_than_the_database_takes()
    {
        var most = 3 * Budgets["silo"].All + KubernetesTests.Most("api") * Budgets["api"].All + KubernetesTests.Most("bridge") * Budgets["bridge"].All;
        var command = Compose["services"]!["postgres"]!["command"]!.AsArray().Select(part => part!.GetValue<string>());
        var takes = int.Parse(command.Single(part => part.StartsWith("max_connections=", StringComparison.Ordinal)).Split('=')[1], CultureInfo.InvariantCulture);

        // PostgreSQL keeps three for its superuser.
        Assert.True(most < takes - 3, $"{most} of {takes}");
    }

    static int Number(Match row, string group) => int.Parse(row.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| (?<role>silo|api|bridge) \| (?<connections>\d+) \+ (?<members>\d+) \| (?<request>\w+), (?<limit>\w+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}

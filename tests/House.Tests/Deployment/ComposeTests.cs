using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OrleansOrders.House.Tests.Deployment;

/// <summary>The compose file, read by a parser.</summary>
public sealed partial class ComposeTests
{
    static readonly string[] Ours = ["silo", "api", "bridge"];

    static readonly JsonObject Compose = Assert.Single(Yaml.Documents("docker-compose.yml"));

    static JsonObject Service(string name) => Compose["services"]![name]!.AsObject();

    [Fact]
    public void It_has_the_servers_our_three_roles_and_one_address_for_all_APIs()
    {
        Assert.Equal(["postgres", "rabbitmq", "silo", "api", "bridge", "proxy"], Compose["services"]!.AsObject().Select(service => service.Key));
        Assert.Equal(("postgres:17", "rabbitmq:4-management"), (Service("postgres").Text("image"), Service("rabbitmq").Text("image")));
        foreach (var role in Ours) Assert.Equal((role, "orleans-orders"), (Service(role).Text("environment", "Roles"), Service(role).Text("image")));
    }

    [Fact]
    public void Everything_starts_when_what_it_needs_is_healthy()
    {
        Assert.Equal(["postgres", "rabbitmq"], Needs("silo"));
        Assert.Equal(["silo"], Needs("api"));
        Assert.Equal(["silo"], Needs("bridge"));
        Assert.Equal(["api"], Needs("proxy"));
        foreach (var server in (string[])["postgres", "rabbitmq"]) Assert.NotNull(Service(server)["healthcheck"]!["test"]);

        static IEnumerable<string> Needs(string name) =>
            Service(name)["depends_on"]!.AsObject().Where(needed => needed.Value!.Text("condition") == "service_healthy").Select(needed => needed.Key);
    }

    [Fact]
    public void What_is_scaled_has_neither_a_name_nor_a_port_of_the_host()
    {
        foreach (var role in Ours)
        {
            Assert.False(Service(role).ContainsKey("ports"), role);
            Assert.False(Service(role).ContainsKey("container_name"), role);
            Assert.False(Service(role).ContainsKey("hostname"), role);
        }
    }

    [Fact]
    public void The_broker_keeps_its_name_and_both_servers_keep_their_data()
    {
        Assert.Equal("rabbitmq", Service("rabbitmq").Text("hostname"));
        foreach (var (server, folder) in (ReadOnlySpan<(string, string)>)[("postgres", "/var/lib/postgresql/data"), ("rabbitmq", "/var/lib/rabbitmq")])
        {
            Assert.Equal($"{server}:{folder}", Assert.Single(Service(server)["volumes"]!.AsArray())!.GetValue<string>());
            Assert.True(Compose["volumes"]!.AsObject().ContainsKey(server));
        }
    }

    [Fact]
    public void Every_password_has_to_be_given_and_the_example_explains_every_variable()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docker-compose.yml"));
        var used = Variable().Matches(text).Select(match => (Name: match.Groups["name"].Value, Default: match.Groups["rest"].Value)).ToList();
        var example = File.ReadAllLines(Path.Combine(Repository.Root, ".env.example"))
            .Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#')).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

        Assert.All(used.Where(variable => variable.Name.EndsWith("_PASSWORD", StringComparison.Ordinal)), variable => Assert.StartsWith(":?", variable.Default, StringComparison.Ordinal));
        Assert.All(used.Where(variable => !variable.Name.EndsWith("_PASSWORD", StringComparison.Ordinal)), variable => Assert.Equal(":-" + example[variable.Name], variable.Default));
        Assert.Equal(used.Select(variable => variable.Name).Distinct().Order(), example.Keys.Order());
        Assert.All(example.Where(pair => pair.Key.EndsWith("_PASSWORD", StringComparison.Ordinal)), pair => Assert.Empty(pair.Value));
        Assert.Empty(FixedPassword().Matches(Variable().Replace(text, "$")));
    }

    [Fact]
    public void The_proxy_looks_for_the_APIs_where_they_are_and_asks_whether_they_are_ready()
    {
        var proxy = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "compose", "haproxy.cfg"));

        Assert.Contains("option httpchk GET /health/ready", proxy, StringComparison.Ordinal);
        Assert.Contains(" api:5001 ", proxy, StringComparison.Ordinal);
        Assert.Contains("bind :5001", proxy, StringComparison.Ordinal);
        Assert.Equal("127.0.0.1:${PORT:-5001}:5001", Assert.Single(Service("proxy")["ports"]!.AsArray())!.GetValue<string>());
        Assert.StartsWith("./deploy/compose/haproxy.cfg:", Assert.Single(Service("proxy")["volumes"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\$\{(?<name>\w+)(?<rest>[^}]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?i)(password|_pass)\w*\s*[:=]\s*[^\s;$]")]
    private static partial Regex FixedPassword();
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace OrleansOrders.House.Tests.Deployment;

/// <summary>The manifests, read by a parser.</summary>
public sealed class KubernetesTests
{
    /// <summary>What a process takes at most after its drain (<c>OrdersProcess.StopTimeout</c>).</summary>
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    static readonly IReadOnlyList<JsonObject> All =
        [.. ((string[])["silo", "api", "bridge", "network"]).SelectMany(name => Yaml.Documents($"deploy/kubernetes/{name}.yaml"))];

    public static TheoryData<string> Roles => ["silo", "api", "bridge"];

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_role_has_probes_time_to_stop_no_root_and_a_disruption_budget(string role)
    {
        var workload = Workload(role);
        var pod = workload["spec"]!["template"]!["spec"]!;
        var container = Assert.Single(pod.Objects("containers"));

        Assert.Equal(("/health/live", "/health/live", "/health/ready"), (Path("startupProbe"), Path("livenessProbe"), Path("readinessProbe")));
        Assert.Equal(("true", "1654"), (pod.Text("securityContext", "runAsNonRoot"), pod.Text("securityContext", "runAsUser")));
        Assert.Equal(("false", "true"), (container.Text("securityContext", "allowPrivilegeEscalation"), container.Text("securityContext", "readOnlyRootFilesystem")));
        Assert.Equal(("orleans-orders:latest", role), (container.Text("image"), Variable(container, "Roles")));
        var budget = Assert.Single(All, document => document.Text("kind") == "PodDisruptionBudget" && document.Text("metadata", "name") == workload.Text("metadata", "name"));
        Assert.Equal("1", budget.Text("spec", "maxUnavailable"));

        var drain = Variable(container, "Drain__Delay") ?? "0";
        var grace = TimeSpan.FromSeconds(int.Parse(pod.Text("terminationGracePeriodSeconds")!, CultureInfo.InvariantCulture));
        Assert.True(grace >= TimeSpan.Parse(drain, CultureInfo.InvariantCulture) + StopTimeout, $"{grace} is too short");

        string? Path(string probe) => container.Text(probe, "httpGet", "path");
    }

    [Fact]
    public void Whatever_selects_pods_selects_those_of_a_role()
    {
        var labels = ((string[])["silo", "api", "bridge"]).Select(role => Workload(role)["spec"]!["template"]!["metadata"]!["labels"]!.AsObject()).ToList();
        foreach (var document in All)
        {
            var selector = document["spec"]?["selector"] ?? document["spec"]?["podSelector"];
            if (selector is null) continue;
            var wanted = (selector["matchLabels"] ?? selector).AsObject();
            Assert.Single(labels, label => wanted.All(pair => label.Text(pair.Key) == pair.Value!.GetValue<string>()));
        }
    }

    [Fact]
    public void A_silo_tells_the_others_the_address_of_its_pod()
    {
        var container = Assert.Single(Workload("silo")["spec"]!["template"]!["spec"]!.Objects("containers"));
        var address = Assert.Single(container.Objects("env"), variable => variable.Text("name") == "Cluster__Address");

        Assert.Equal("status.podIP", address.Text("valueFrom", "fieldRef", "fieldPath"));
    }

    [Fact]
    public void What_scales_by_itself_exists_and_never_below_two()
    {
        var scalers = All.Where(document => document.Text("kind") == "HorizontalPodAutoscaler").ToList();

        Assert.Equal(["orleans-orders-api", "orleans-orders-bridge"], scalers.Select(scaler => scaler.Text("spec", "scaleTargetRef", "name")));
        Assert.All(scalers, scaler => Assert.Equal("2", scaler.Text("spec", "minReplicas")));
    }

    internal static string? Variable(JsonObject container, string name) => container.Objects("env").FirstOrDefault(variable => variable.Text("name") == name)?.Text("value");

    internal static JsonObject Workload(string role) =>
        Assert.Single(All, document => document.Text("kind") is "Deployment" or "StatefulSet" && document.Text("metadata", "name") == $"orleans-orders-{role}");

    internal static int Most(string role) => int.Parse(
        Assert.Single(All, document => document.Text("kind") == "HorizontalPodAutoscaler" && document.Text("metadata", "name") == $"orleans-orders-{role}").Text("spec", "maxReplicas")!,
        CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace OrleansOrders.Testing;

/// <summary>The system as several processes on this machine: silos, APIs and bridges, each a process of its own.</summary>
public sealed class AppCluster : IRunningApp
{
    // As the manifests have them, so that the sum stays below what the database takes.
    static readonly Dictionary<string, string> Connections = new()
    {
        ["silo"] = "16", ["api"] = "8", ["bridge"] = "6",
    };

    AppCluster(ClusterShape shape)
    {
        Silos = [.. Enumerable.Range(1, shape.Silos).Select(i => Member("silo", i, FreePort.Find(), shape))];
        Apis = [.. shape.ApiPorts.Select((port, i) => Member("api", i + 1, port, shape))];
        Bridges = [.. Enumerable.Range(1, shape.Bridges).Select(i => Member("bridge", i, FreePort.Find(), shape))];
    }

    public IReadOnlyList<ClusterMember> Silos { get; }

    public IReadOnlyList<ClusterMember> Apis { get; }

    public IReadOnlyList<ClusterMember> Bridges { get; }

    public IEnumerable<ClusterMember> Members => [.. Silos, .. Apis, .. Bridges];

    public Uri Address => Apis[0].Address;

    public string Output => string.Join('\n', Members.Select(member => member.Output));

    /// <summary>Returns when every process is ready.</summary>
    public static async Task<AppCluster> StartAsync(ClusterShape shape)
    {
        var cluster = new AppCluster(shape);
        try
        {
            await Task.WhenAll(cluster.Silos.Select(silo => silo.StartAsync()));
            await Task.WhenAll(cluster.Apis.Concat(cluster.Bridges).Select(member => member.StartAsync()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task<bool> IsReadyAsync() => (await Task.WhenAll(Members.Select(member => member.IsReadyAsync()))).All(ready => ready);

    /// <summary>Those who call first, those who are called last.</summary>
    public async Task<int> StopAsync()
    {
        var callers = await Task.WhenAll(Apis.Concat(Bridges).Select(member => member.StopAsync()));
        var silos = await Task.WhenAll(Silos.Select(member => member.StopAsync()));
        return callers.Concat(silos).Max();
    }

    public Task KillAsync() => Task.WhenAll(Members.Select(member => member.KillAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Members) await member.DisposeAsync();
    }

    static ClusterMember Member(string role, int number, int port, ClusterShape shape)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{role} {number}");
        return new(name, new()
        {
            RabbitMq = shape.RabbitMq,
            Postgres = shape.Postgres,
            Roles = role,
            Port = port,

            // Seven processes on a small machine start slowly.
            StartDeadline = TimeSpan.FromMinutes(3),
            Environment = new Dictionary<string, string>(shape.Environment) { ["Storage__MaxConnections"] = Connections[role] },
        });
    }
}

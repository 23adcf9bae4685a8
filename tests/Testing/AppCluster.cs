using System.Collections.Concurrent;
using System.Globalization;

namespace OrleansOrders.Testing;

/// <summary>The system as several processes on this machine, one for each silo, API and bridge.</summary>
public sealed class AppCluster : IRunningApp
{
    // Same as in the manifests, so that the sum stays below the database's limit.
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

    /// <summary>Callers first, silos last.</summary>
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

/// <summary>The processes of a cluster on this machine.</summary>
public sealed record ClusterShape
{
    public required string RabbitMq { get; init; }

    public required string Postgres { get; init; }

    public int Silos { get; init; } = 3;

    /// <summary>The HTTP port of each API.</summary>
    public required IReadOnlyList<int> ApiPorts { get; init; }

    public int Bridges { get; init; } = 2;

    /// <summary>Further environment variables of every process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// The ports of a silo in its cluster. A process that restarts with the same HTTP port on the same database gets the same ports, like a service: its
/// cluster then detects at once that the previous process has ended.
/// </summary>
static class ClusterPorts
{
    static readonly ConcurrentDictionary<(string Postgres, int Http), (int Silo, int Gateway)> Given = new();

    public static IEnumerable<(string Name, string Value)> Of(string postgres, int httpPort)
    {
        var (silo, gateway) = Given.GetOrAdd((postgres, httpPort), _ => (FreePort.Find(), FreePort.Find()));
        yield return ("Cluster__SiloPort", silo.ToString(CultureInfo.InvariantCulture));
        yield return ("Cluster__GatewayPort", gateway.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>One member of a cluster, with the same program, ports and settings after every restart.</summary>
public sealed class ClusterMember(string name, AppOptions options) : IAsyncDisposable
{
    readonly List<string> _said = [];
    AppProcess? _process;

    /// <summary>For example <c>silo 2</c>.</summary>
    public string Name => name;

    /// <summary>As in <see cref="AppOptions.Roles"/>.</summary>
    public string Roles => options.Roles;

    public Uri Address { get; } = new($"http://127.0.0.1:{options.Port ?? throw new ArgumentException("A member needs a fixed port.", nameof(options))}");

    /// <summary>Null while it is not running.</summary>
    public AppProcess? Process => _process;

    public string Output => string.Join('\n', [.. _said, .. _process is null ? [] : Lines(_process)]);

    /// <summary>Returns when it is ready.</summary>
    public async Task StartAsync() => _process = await AppProcess.StartAsync(options);

    public async Task<bool> IsReadyAsync() => _process is { } process && await process.IsReadyAsync();

    /// <summary>SIGTERM, then waits for its end.</summary>
    /// <returns>The exit code; 0 if it was not running.</returns>
    public async Task<int> StopAsync()
    {
        if (_process is not { } process) return 0;
        var code = await process.StopAsync();
        await ForgetAsync(process);
        return code;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        await process.KillAsync();
        await ForgetAsync(process);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process) await ForgetAsync(process);
    }

    async Task ForgetAsync(AppProcess process)
    {
        _process = null;
        await process.DisposeAsync();
        _said.AddRange(Lines(process));
    }

    IEnumerable<string> Lines(AppProcess process) => process.Output.Split('\n').Select(line => $"{name}: {line}");
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace OrleansOrders.Bench;

/// <summary>The broker and the database that a series runs against: their versions and processes.</summary>
/// <param name="BrokerVersion">Of RabbitMQ.</param>
/// <param name="BrokerPid">0 where it runs elsewhere.</param>
/// <param name="DatabaseVersion">Of PostgreSQL.</param>
/// <param name="DatabasePid">The first of its processes; 0 where it runs elsewhere.</param>
sealed record BenchServers(string BrokerVersion, int BrokerPid, string DatabaseVersion, int DatabasePid)
{
    public static async Task<BenchServers> Find(ServerAddresses addresses)
    {
        var node = await Node(addresses);
        await using var dataSource = NpgsqlDataSource.Create(addresses.Postgres);
        await using var command = dataSource.CreateCommand("select pg_backend_pid(), current_setting('server_version')");
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new(node.Version, node.Pid, row.GetString(1), ProcessCpu.Parent(row.GetInt32(0)));
    }

    /// <summary>What all of them have used, with the measured processes.</summary>
    public CpuUse Cpu(IReadOnlyList<int> pids) =>
        new(pids.Sum(ProcessCpu.Of), ProcessCpu.Of(BrokerPid), ProcessCpu.OfTree(DatabasePid), ProcessCpu.Of(Environment.ProcessId));

    static async Task<(string Version, int Pid)> Node(ServerAddresses addresses)
    {
        using var http = new HttpClient { BaseAddress = addresses.RabbitMqManagement };
        var credentials = Uri.UnescapeDataString(new Uri(addresses.RabbitMq).UserInfo);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        var overview = await http.GetFromJsonAsync<JsonElement>("api/overview");
        return (overview.GetProperty("rabbitmq_version").GetString()!, await Pid(http));
    }

    static async Task<int> Pid(HttpClient http)
    {
        // A broker that has just started does not know its own process yet, and says so with an empty list in place of an object.
        var nodes = await Eventually.Async(
            () => http.GetFromJsonAsync<JsonElement>("api/nodes"), found => found[0].ValueKind is JsonValueKind.Object && found[0].TryGetProperty("os_pid", out _), "the broker knows its own process");
        return int.TryParse(nodes[0].GetProperty("os_pid").GetString(), out var pid) ? pid : 0;
    }
}

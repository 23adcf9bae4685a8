using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace OrleansOrders.Testing;

/// <summary>A private virtual host of the broker: no queue, exchange or message is shared with another test. Deleted afterwards.</summary>
public sealed class TestVirtualHost : IAsyncDisposable
{
    readonly HttpClient _management;

    TestVirtualHost(Uri broker, Uri management, string name)
    {
        var credentials = Uri.UnescapeDataString(broker.UserInfo);
        _management = new() { BaseAddress = management };
        _management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        Name = name;
        ConnectionString = new UriBuilder(broker) { Path = "/" + name }.Uri.AbsoluteUri;
    }

    public string Name { get; }

    /// <summary>amqp://user:password@host:port/vhost</summary>
    public string ConnectionString { get; }

    /// <param name="server">The broker; the shared one when null.</param>
    /// <param name="management">Its HTTP interface; the shared broker's when null.</param>
    public static async Task<TestVirtualHost> CreateAsync(string? server = null, Uri? management = null)
    {
        var broker = new Uri(server ?? Servers.Addresses.RabbitMq);
        var host = new TestVirtualHost(broker, management ?? Servers.Addresses.RabbitMqManagement, UniqueName.Of("test"));
        var user = broker.UserInfo.Split(':')[0];
        await host.PutAsync($"api/vhosts/{host.Name}", new { });
        await host.PutAsync($"api/permissions/{host.Name}/{user}", new { configure = ".*", write = ".*", read = ".*" });
        return host;
    }

    /// <summary>Closes every connection to this virtual host on the broker's side, like an operator.</summary>
    /// <returns>The number of open connections. The broker lists a new connection only after some seconds.</returns>
    public async Task<int> CloseConnectionsAsync()
    {
        var connections = await _management.GetFromJsonAsync<List<Connection>>($"api/vhosts/{Name}/connections") ?? [];
        foreach (var connection in connections)
        {
            using var answer = await _management.DeleteAsync(new Uri($"api/connections/{Uri.EscapeDataString(connection.name)}", UriKind.Relative));
        }

        return connections.Count;
    }

    /// <summary>Sets a policy on the queues whose name matches, for example <c>new() { ["max-length"] = 1 }</c>. The broker applies it after a short delay.</summary>
    public Task SetPolicyAsync(string name, string pattern, Dictionary<string, object> definition) =>
        PutAsync($"api/policies/{Name}/{name}", new Dictionary<string, object> { ["pattern"] = pattern, ["definition"] = definition, ["apply-to"] = "queues" });

    /// <summary>Declares an internal exchange, to which clients cannot publish.</summary>
    public Task DeclareClosedExchangeAsync(string name) =>
        PutAsync($"api/exchanges/{Name}/{name}", new Dictionary<string, object> { ["type"] = "topic", ["durable"] = true, ["internal"] = true });

    public async Task DeletePolicyAsync(string name)
    {
        using var answer = await _management.DeleteAsync(new Uri($"api/policies/{Name}/{name}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        using var answer = await _management.DeleteAsync(new Uri($"api/vhosts/{Name}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        _management.Dispose();
    }

    async Task PutAsync(string path, object body)
    {
        using var answer = await _management.PutAsJsonAsync(path, body);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

#pragma warning disable IDE1006 // the broker's own field name
    sealed record Connection(string name);
#pragma warning restore IDE1006
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansOrders.Cluster.Tests;

/// <summary>What the images are made of runs as they say: published, without root, started in the order of the compose file by their health commands.</summary>
public sealed class ImageRunTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly DirectoryInfo _images = Directory.CreateTempSubdirectory("orleans-orders-images-");

    public ImageRunTests()
    {
        // As a layer of an image, it is read by whoever runs it.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_images.FullName, (UnixFileMode)0b111_101_101);
    }

    public void Dispose() => _images.Delete(recursive: true);

    [ServerFact]
    public async Task Silo_API_and_bridge_start_by_their_health_work_an_order_and_stop_in_good_order()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestVirtualHost.CreateAsync();
        var apiPort = FreePort.Find();

        await using var silo = await StartAsync("silo", "Silo", Given(FreePort.Find()));
        await using var api = await StartAsync("api", "Api", Given(apiPort));
        await using var bridge = await StartAsync("bridge", "Bridge", Given(FreePort.Find()));
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{apiPort}") };
        using var posted = await http.PostAsJsonAsync("orders", new { order_id = "boxed", customer_id = "alice", item = "burger", qty = 1 });
        var order = await http.GetFromJsonAsync<JsonElement>("orders/boxed?wait=20");

        Assert.Equal("confirmed", order.GetProperty("status").GetString());
        foreach (var container in (Container[])[silo, api, bridge]) Assert.NotEqual("0", await container.UserAsync());
        foreach (var container in (Container[])[api, bridge, silo])
        {
            var (code, said) = await container.StopAsync();
            Assert.True(code == 0, said);
        }

        // On loopback, since these are no networks of their own.
        Dictionary<string, string> Given(int port) => new()
        {
            [Servers.PostgresVariable] = database.ConnectionString,
            [Servers.RabbitMqVariable] = host.ConnectionString,
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["Cluster__Address"] = "127.0.0.1",
            ["Cluster__SiloPort"] = "0",
            ["Cluster__GatewayPort"] = "0",
        };
    }

    async Task<Container> StartAsync(string stage, string program, Dictionary<string, string> given)
    {
        var container = Container.Run(await PublishAsync(program), stage, given);
        await Eventually.Async(
            async () => container.HasExited ? throw new InvalidOperationException((await container.StopAsync()).Said) : await container.IsHealthyAsync(), $"{stage} is healthy", Patience);
        return container;
    }

    /// <summary>What was built already, as the image has it.</summary>
    async Task<string> PublishAsync(string program)
    {
        var folder = Path.Combine(_images.FullName, program);
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
        [
            "publish", Path.Combine(Repository.Root, "src", program, program + ".csproj"), "--no-build", "-c", CultureInfo.InvariantCulture.TextInfo.ToTitleCase(configuration),
            "-p:UseAppHost=false", "-o", folder, "-v", "q",
        ]) { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, said);
        return folder;
    }
}

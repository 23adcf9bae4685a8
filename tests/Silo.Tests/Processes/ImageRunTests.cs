using System.Diagnostics;
using System.Globalization;

namespace OrleansOrders.Silo.Tests;

/// <summary>What the image is made of runs as it says, in each role: published, without root, started in the order of the compose file by their health commands.</summary>
[Collection(OneAtATime.Name)]
public sealed class ImageRunTests : ProcessTest, IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly DirectoryInfo _images = Directory.CreateTempSubdirectory("orleans-orders-images-");
    Task<string>? _image;

    public ImageRunTests()
    {
        // As a layer of an image, it must be readable by every user.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_images.FullName, (UnixFileMode)0b111_101_101);
    }

    public void Dispose() => _images.Delete(recursive: true);

    [ServerFact]
    public async Task Silo_API_and_bridge_start_by_their_health_work_an_order_and_stop_in_good_order()
    {
        var apiPort = FreePort.Find();

        await using var silo = await StartAsync("silo", Given("silo", FreePort.Find()));
        await using var api = await StartAsync("api", Given("api", apiPort));
        await using var bridge = await StartAsync("bridge", Given("bridge", FreePort.Find()));
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{apiPort}") };
        await new OrdersClient(http).PlaceAsync(new { order_id = "boxed", customer_id = "alice", item = "burger", qty = 1 });

        Assert.Equal("confirmed", (await new OrdersClient(http).FinalAsync("boxed")).Status());
        foreach (var container in (Container[])[silo, api, bridge]) Assert.NotEqual("0", await container.UserAsync());
        foreach (var container in (Container[])[api, bridge, silo])
        {
            var (code, said) = await container.StopAsync();
            Assert.True(code == 0, said);
        }

        // On loopback, since these are no networks of their own.
        Dictionary<string, string> Given(string role, int port) => new()
        {
            ["Roles"] = role,
            [Servers.PostgresVariable] = Options.Postgres,
            [Servers.RabbitMqVariable] = Options.RabbitMq,
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["Cluster__Address"] = "127.0.0.1",
            ["Cluster__SiloPort"] = "0",
            ["Cluster__GatewayPort"] = "0",
        };
    }

    async Task<Container> StartAsync(string role, Dictionary<string, string> given)
    {
        var container = Container.Run(await (_image ??= PublishAsync()), given);
        await Eventually.Async(
            async () => container.HasExited ? throw new InvalidOperationException((await container.StopAsync()).Said) : await container.IsHealthyAsync(), $"{role} is healthy", Patience);
        return container;
    }

    /// <summary>What was built already, as the image has it.</summary>
    async Task<string> PublishAsync()
    {
        var folder = Path.Combine(_images.FullName, "orders");
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
        [
            "publish", Path.Combine(Repository.Root, "src", "Silo", "Silo.csproj"), "--no-build", "-c", CultureInfo.InvariantCulture.TextInfo.ToTitleCase(configuration),
            "-p:UseAppHost=false", "-o", folder, "-v", "q",
        ]) { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, said);
        return folder;
    }
}

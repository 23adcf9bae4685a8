using System.Net;

namespace OrleansOrders.Silo.Tests;

/// <summary>Unless it is told otherwise, no program can be reached from another machine.</summary>
[Collection(OneAtATime.Name)]
public sealed class ListenerTests : ProcessTest
{
    [ServerFact]
    public async Task Every_program_listens_on_loopback_alone()
    {
        var options = Options with { Environment = new Dictionary<string, string> { ["DOTNET_ENVIRONMENT"] = "Development" } };
        await using var silo = await AppProcess.StartAsync(options);
        await using var api = await AppProcess.StartAsync(options with { Roles = "api" });
        await using var bridge = await AppProcess.StartAsync(options with { Roles = "bridge" });

        Assert.Equal((3, 1, 1), (OnLoopback(silo), OnLoopback(api), OnLoopback(bridge)));
    }

    static int OnLoopback(AppProcess app)
    {
        var listeners = Listeners.Of(app.Id);
        Assert.All(listeners, listener => Assert.True(IPAddress.IsLoopback(listener.Address), listener.ToString()));
        return listeners.Count;
    }
}

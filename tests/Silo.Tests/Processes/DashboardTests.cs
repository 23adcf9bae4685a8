using System.Net;
using System.Text;

namespace OrleansOrders.Silo.Tests;

/// <summary>The dashboard shows itself to those who may look, and nowhere else.</summary>
[Collection(OneAtATime.Name)]
public sealed class DashboardTests : ProcessTest
{
    static readonly Dictionary<string, string> Enabled = new() { ["Dashboard__Enabled"] = "true", ["Dashboard__Password"] = "a-secret" };

    [ServerFact]
    public async Task With_a_password_it_is_on_the_silo_and_on_an_API_beside_it_without_its_trace()
    {
        var options = Options with { Environment = Enabled };
        await using var silo = await AppProcess.StartAsync(options with { Roles = "silo" });
        await using var api = await AppProcess.StartAsync(options with { Roles = "api" });

        foreach (var app in (AppProcess[])[silo, api])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, "dashboard/", null));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, "dashboard/", "wrong"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "dashboard/", "a-secret"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "dashboard/DashboardCounters?exclude=none", "a-secret"));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, "dashboard/Trace", "a-secret"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "health/ready", null));
        }
    }

    [ServerFact]
    public async Task Unless_it_is_asked_for_it_is_not_there_and_without_a_password_it_is_refused()
    {
        await using var silo = await StartAsync("silo");
        await using var open = AppProcess.Launch(Options with { Environment = new Dictionary<string, string> { ["Dashboard__Enabled"] = "true" } });

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(silo, "dashboard/", null));
        Assert.Equal(1, await open.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("Dashboard:Enabled needs Dashboard:Password outside development", open.Output, StringComparison.Ordinal);
    }

    // A page of the dashboard that throws, since the grain that it asks for cannot be made.
    [ServerFact]
    public async Task In_development_it_is_open_and_what_fails_says_nothing_of_the_inside()
    {
        var options = Options with { Environment = new Dictionary<string, string> { ["DOTNET_ENVIRONMENT"] = "Development" } };
        await using var silo = await AppProcess.StartAsync(options with { Roles = "silo" });
        await using var api = await AppProcess.StartAsync(options with { Roles = "api" });
        await using var bridge = await AppProcess.StartAsync(options with { Roles = "bridge" });

        foreach (var app in (AppProcess[])[silo, api, bridge])
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "dashboard/", null));
            var failed = await new OrdersClient(app.Http).GetAsync("dashboard/HistoricalStats/nowhere");
            Assert.Equal(HttpStatusCode.InternalServerError, failed.Status);
            Assert.DoesNotContain("Exception", failed.Text, StringComparison.Ordinal);
        }
    }

    static async Task<HttpStatusCode> StatusAsync(AppProcess app, string path, string? password)
    {
        (string, string)[] headers = password is null ? [] : [("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"operator:{password}"))}")];
        return (await new OrdersClient(app.Http).GetAsync(path, headers)).Status;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace OrleansOrders.Silo.Tests;

/// <summary>The dashboard shows itself to those who may look, and nowhere else.</summary>
[Collection(OneAtATime.Name)]
public sealed class DashboardTests
{
    static readonly Dictionary<string, string> Enabled = new() { ["Dashboard__Enabled"] = "true", ["Dashboard__Password"] = "a-secret" };

    [ServerFact]
    public async Task With_a_password_it_is_on_the_silo_and_on_an_API_beside_it_without_its_trace()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestVirtualHost.CreateAsync();
        var options = new AppOptions { Postgres = database.ConnectionString, RabbitMq = host.ConnectionString, Environment = Enabled };
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
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestVirtualHost.CreateAsync();
        var options = new AppOptions { Postgres = database.ConnectionString, RabbitMq = host.ConnectionString };
        await using var silo = await AppProcess.StartAsync(options with { Roles = "silo" });
        await using var open = AppProcess.Launch(options with { Environment = new Dictionary<string, string> { ["Dashboard__Enabled"] = "true" } });

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(silo, "dashboard/", null));
        Assert.Equal(1, await open.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("Dashboard:Enabled needs Dashboard:Password outside development", open.Output, StringComparison.Ordinal);
    }

    // A page of the dashboard that throws, since the grain that it asks for cannot be made.
    [ServerFact]
    public async Task In_development_it_is_open_and_what_fails_says_nothing_of_the_inside()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestVirtualHost.CreateAsync();
        var options = new AppOptions { Postgres = database.ConnectionString, RabbitMq = host.ConnectionString, Environment = new Dictionary<string, string> { ["DOTNET_ENVIRONMENT"] = "Development" } };
        await using var silo = await AppProcess.StartAsync(options with { Roles = "silo" });
        await using var api = await AppProcess.StartAsync(options with { Roles = "api" });
        await using var bridge = await AppProcess.StartAsync(options with { Roles = "bridge" });

        foreach (var app in (AppProcess[])[silo, api, bridge])
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "dashboard/", null));
            using var failed = await app.Http.GetAsync(new Uri("dashboard/HistoricalStats/nowhere", UriKind.Relative));
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
            Assert.DoesNotContain("Exception", await failed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    static async Task<HttpStatusCode> StatusAsync(AppProcess app, string path, string? password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (password is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"operator:{password}")));
        using var answer = await app.Http.SendAsync(request);
        return answer.StatusCode;
    }
}

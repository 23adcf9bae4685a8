using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Dashboard;
using Orleans.Hosting;

namespace OrleansOrders.Silo;

/// <summary>
/// Orleans' dashboard at <c>/dashboard</c>, on a silo, an API or a bridge. It has no login of its own, so this policy is its only
/// protection. Its trace log is disabled, because it would expose more than numbers. A silo collects the numbers only if the dashboard is
/// enabled for it.
/// </summary>
static class GrainDashboard
{
    const string Path = "/dashboard";

    public static void AddGrainDashboard(this WebApplicationBuilder builder)
    {
        var settings = DashboardSettings.Read(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(settings);
        if (settings is { Enabled: true, Password.Length: > 0 }) builder.Services.AddDashboardPolicy(settings);
    }

    public static void AddGrainDashboard(this ISiloBuilder silo, DashboardSettings settings)
    {
        if (settings.Enabled is true) silo.AddDashboard(dashboard => dashboard.HideTrace = true);
    }

    public static void AddGrainDashboard(this IClientBuilder client, DashboardSettings settings)
    {
        if (settings.Enabled is true) client.AddDashboard(dashboard => dashboard.HideTrace = true);
    }

    public static void MapGrainDashboard(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<DashboardSettings>();
        if (settings.Enabled is not true) return;
        var pages = app.MapOrleansDashboard(Path);
        if (settings.Password.Length > 0) pages.RequireAuthorization(DashboardPolicy.Name);
    }
}

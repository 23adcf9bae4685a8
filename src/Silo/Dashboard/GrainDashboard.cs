using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Dashboard;
using Orleans.Hosting;

namespace OrleansOrders.Silo;

/// <summary>
/// Orleans' dashboard at <c>/dashboard</c>, on a silo or on an API or bridge beside it. It has no login of its own, so the policy here is the only one;
/// its log of everything that is traced is off, since it would show more than numbers. Silos gather the numbers where it is enabled for them.
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

using Microsoft.AspNetCore.Builder;

namespace OrleansOrders.Hosting;

/// <summary>The dashboard is Orleans' own: the embedded engine has none, and says so where it is asked for.</summary>
static class GrainDashboard
{
    public static void AddGrainDashboard(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Dashboard:Enabled"] is { } enabled && bool.TryParse(enabled, out var wanted) && wanted)
            throw new StartupException("Dashboard:Enabled is true, but the dashboard needs the Orleans engine.");
    }

    public static void MapGrainDashboard(this WebApplication app)
    {
    }
}

using OrleansOrders.Bridge;

namespace OrleansOrders.Silo;

/// <summary>
/// Builds a process from any mix of the roles. Services start in the order of their registration and stop in reverse order.
/// </summary>
static class OrdersHost
{
    public static WebApplication Build(string[] args)
    {
        var builder = OrdersProcess.CreateBuilder(args);
        var roles = Roles.Read(builder.Configuration, ifUnset: Role.All);
        if (roles.HasFlag(Role.Silo)) builder.Services.AddSingleton(Catalog.Configured(builder.Configuration));
        builder.AddOrdersProcess();
        if (roles.HasFlag(Role.Silo))
        {
            builder.AddGrainSilo();
            builder.Services.AddHostedService<CatalogSeeding>();
        }
        else
        {
            builder.AddGrainClient();
        }

        if (roles.HasFlag(Role.Bridge)) builder.Services.AddBridge(builder.Configuration);
        if (roles.HasFlag(Role.Api))
        {
            // Draining is registered last, so that it is the first to be notified of a stop.
            builder.Services.AddOrdersApi(builder.Configuration);
            builder.Services.AddHostedService<Draining>();
        }

        var app = builder.Build();
        app.UseOrdersProcess(roles);
        if (roles.HasFlag(Role.Api)) app.MapOrdersApi();
        app.MapOrdersHealth();
        return app;
    }
}

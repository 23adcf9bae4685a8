using Microsoft.AspNetCore.Builder;
using OrleansOrders.Hosting;

namespace OrleansOrders.Bridge;

/// <summary>The bridge as a process of its own, a client of the grains' cluster.</summary>
static class BridgeProcess
{
    public static WebApplication Build(string[] args)
    {
        var builder = OrdersProcess.CreateBuilder(args);
        Roles.Expect(builder.Configuration, Role.Bridge);
        builder.AddOrdersProcess();
        builder.AddGrainClient();
        builder.Services.AddBridge(builder.Configuration);

        var app = builder.Build();
        app.UseOrdersProcess(Role.Bridge);
        app.MapOrdersHealth();
        return app;
    }
}

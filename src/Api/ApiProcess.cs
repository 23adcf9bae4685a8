using Microsoft.AspNetCore.Builder;
using OrleansOrders.Hosting;

namespace OrleansOrders.Api;

/// <summary>The API as a process of its own, a client of the grains' cluster.</summary>
static class ApiProcess
{
    public static WebApplication Build(string[] args)
    {
        var builder = OrdersProcess.CreateBuilder(args);
        Roles.Expect(builder.Configuration, Role.Api);
        builder.AddOrdersProcess();
        builder.AddGrainClient();
        builder.AddOrdersApiRole();

        var app = builder.Build();
        app.UseOrdersProcess(Role.Api);
        app.MapOrdersApi();
        app.MapOrdersHealth();
        return app;
    }

    /// <summary>The endpoints, and a stop that lets those who call them go elsewhere first. Last of all roles.</summary>
    public static void AddOrdersApiRole(this WebApplicationBuilder builder)
    {
        builder.Services.AddOrdersApi(builder.Configuration);
        builder.AddDraining();
    }
}

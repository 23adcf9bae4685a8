using OrleansOrders.Api;
using OrleansOrders.Bridge;
using OrleansOrders.Grains;
using OrleansOrders.Messaging;

namespace OrleansOrders.Silo;

/// <summary>Puts a process together from the roles it plays. What is added first starts first and stops last.</summary>
static class OrdersHost
{
    /// <summary>Where HTTP listens when nothing else is said: on this machine alone.</summary>
    const string DefaultUrl = "http://127.0.0.1:5001";

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var roles = Roles.Read(builder.Configuration);
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(DefaultUrl);

        builder.Services.AddSingleton<IEngineInfo>(new EngineInfo(GrainEngine.Name));
        builder.Services.AddHostedService<TracePropagation>();
        builder.Services.AddSingleton(Catalog.Configured(builder.Configuration));
        builder.AddStorage();

        // What may refuse us comes before the engine, so that a refusal leaves nothing half started. Consumers wait for everything else by themselves.
        builder.Services.AddRabbitMq(builder.Configuration);
        builder.AddGrainEngine(roles);
        builder.Services.AddHostedService<CatalogSeeding>();
        if (roles.HasFlag(Role.Bridge)) builder.Services.AddBridge(builder.Configuration);
        builder.Services.AddOrdersApi(builder.Configuration);

        var app = builder.Build();
        if (roles.HasFlag(Role.Api)) app.MapOrdersApi();
        else app.MapOrdersHealth();
        HostLog.Starting(app.Logger, GrainEngine.Name, roles);
        return app;
    }

    sealed record EngineInfo(string Name) : IEngineInfo;
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;

namespace OrleansOrders.Api.Tests;

/// <summary>The API on real HTTP with real grains; broker and database are stood in for.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    readonly WebApplication _app;
    readonly OrdersClient _orders;

    public ApiHost()
        : this(null)
    {
    }

    /// <summary>With <paramref name="configure"/> instead of what is set here.</summary>
    internal ApiHost(Action<IServiceCollection>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<ApiOptions>(options => options.PublishDeadline = TimeSpan.FromMilliseconds(200));
        builder.Services.AddOptions<OrderOptions>();
        builder.Services.AddSingleton<IStockLedger>(Storage);
        builder.Services.AddSingleton<IOrderReads>(Storage);
        builder.Services.AddSingleton<IInventoryReads>(Storage);
        builder.Services.AddSingleton<INotificationReads>(Storage);
        builder.Services.AddSingleton<INotificationTail>(Tail);
        builder.Services.AddSingleton<IIdempotencyKeys>(Storage);
        builder.Services.AddSingleton<IDatabaseProbe>(Storage);
        builder.Services.AddSingleton<IMessagePublisher>(Publisher);
        builder.Services.AddSingleton<IBrokerHealth>(Publisher);
        builder.Services.AddSingleton<IQueueInspector>(Queues);
        builder.Services.AddSingleton<IDeadLetterDesk>(DeadLetters);
        builder.Services.AddHealthChecks().AddCheck(Health.Grains, GrainsHealth);
        builder.AddGrains(Storage);
        configure?.Invoke(builder.Services);
        builder.Services.AddOrdersHttp(builder.Configuration);
        builder.Services.AddOrdersHealth(builder.Configuration);
        builder.Services.AddOrdersApi(builder.Configuration);
        builder.AddGrainDashboard();
        builder.Services.AddHostedService<Draining>();
        _orders = new(Client);
        _app = builder.Build();
        _app.UseOrdersProcess(Role.All);
        _app.MapOrdersApi();
        _app.MapOrdersHealth();
        _app.MapGet("/boom", string () => throw new InvalidOperationException("secret")).ExcludeFromDescription();
    }

    internal TestStorage Storage { get; } = new();

    internal TestTail Tail { get; } = new();

    internal TestPublisher Publisher { get; } = new();

    internal TestQueues Queues { get; } = new();

    internal TestDesk DeadLetters { get; } = new();

    internal TestGrainsHealth GrainsHealth { get; } = new();

    internal HttpClient Client { get; } = new();

    /// <summary>Notification streams that are open.</summary>
    internal int Streams => _app.Services.GetRequiredService<NotificationHub>().Count;

    internal IGrainFactory Grains => _app.Services.GetRequiredService<IGrainFactory>();

    internal IReadOnlyList<Endpoint> Endpoints => [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints)];

    /// <summary>A host that runs, with <paramref name="configure"/> instead of what is set here.</summary>
    internal static async Task<ApiHost> StartAsync(Action<IServiceCollection> configure)
    {
        var host = new ApiHost(configure);
        await host.InitializeAsync();
        return host;
    }

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        Client.BaseAddress = new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
    }

    internal Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    internal Task<Answer> Get(string path, params (string Name, string Value)[] headers) => _orders.GetAsync(path, headers);

    internal Task<Answer> Post(string path, string body, params (string Name, string Value)[] headers) => _orders.PostAsync(path, body, headers);

    internal Task<Answer> Put(string path, string body) => _orders.PutAsync(path, body);

    internal Task<Answer> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers) => _orders.SendAsync(method, path, content, headers);
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OrleansOrders.Contracts;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Silo;

/// <summary>What every program of the system has in common, whatever its roles. What is added first starts first and stops last.</summary>
static class OrdersProcess
{
    /// <summary>Where HTTP listens when nothing else is said: on this machine alone.</summary>
    const string DefaultUrl = "http://127.0.0.1:5001";

    /// <summary>
    /// What stopping may take after the drain: requests 10 s (<c>Http:StopTimeout</c>), consumers 15 s (<c>RabbitMq:DrainTimeout</c>), grains and batches the rest. Whoever
    /// stops the process by force waits longer than this.
    /// </summary>
    internal static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    /// <summary>Runs the program until it is told to stop, or answers <c>--health</c> or <c>--migrate</c>. What keeps it from starting is one line and exit code 1.</summary>
    public static async Task<int> Run(string[] args, Func<string[], WebApplication> build)
    {
        var stopping = CancellationToken.None;
        try
        {
            if (HealthCommand.IsAsked(args)) return await HealthCommand.Run(CreateBuilder(HealthCommand.Rest(args)).Configuration);
            if (MigrateCommand.IsAsked(args)) return await MigrateCommand.Run(CreateBuilder(MigrateCommand.Rest(args)));
            OpenFiles.Require();
            var app = build(args);

            // Read now: a host that could not start has disposed of what it is read from.
            stopping = app.Lifetime.ApplicationStopping;
            await app.RunAsync();
            return Environment.ExitCode;
        }
        catch (Exception exception) when (stopping.IsCancellationRequested && (exception is OperationCanceledException || StartupErrors.Describe(exception) is not null))
        {
            // Asked to stop while it was starting, or not stopped in time: it ends as it was asked to. ClockWatch asks for exit code 1.
            return Environment.ExitCode;
        }
        catch (Exception exception) when (StartupErrors.Describe(exception) is { } line)
        {
            await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(DefaultUrl);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        return builder;
    }

    /// <summary>
    /// Storage, broker and health. What may refuse us comes before the grains, so that a refusal leaves nothing half started. Consumers wait for
    /// everything else by themselves.
    /// </summary>
    public static void AddOrdersProcess(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<TracePropagation>();
        builder.AddStorage();
        builder.Services.AddRabbitMq(builder.Configuration, BrokerTopology.Declared);
        builder.Services.AddOrdersHttp(builder.Configuration);
        builder.Services.AddOrdersHealth(builder.Configuration);
        builder.AddGrainDashboard();
        var drain = builder.Configuration.GetSection(DrainOptions.Section);
        builder.Services.AddOptions<DrainOptions>().Bind(drain).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout + (drain.Get<DrainOptions>() ?? new()).Delay);
    }

    /// <summary>What comes before every endpoint, and the dashboard where it is wanted.</summary>
    public static void UseOrdersProcess(this WebApplication app, Role roles)
    {
        // In development ASP.NET Core would answer with the exception itself. The API answers with a problem document before this is asked.
        app.UseExceptionHandler(failed => failed.Run(_ => Task.CompletedTask));
        app.Use(Draining.CloseConnections);
        app.MapGrainDashboard();
        HostLog.Starting(app.Logger, roles);
    }
}

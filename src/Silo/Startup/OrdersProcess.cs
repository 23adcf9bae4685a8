using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Silo;

/// <summary>
/// The common parts of every process, regardless of its roles. Services start in the order of their registration and stop in reverse order.
/// </summary>
static class OrdersProcess
{
    /// <summary>The default HTTP address: this machine only.</summary>
    const string DefaultUrl = "http://127.0.0.1:5001";

    /// <summary>
    /// Maximum duration of the stop after the drain: requests 10 s (<c>Http:StopTimeout</c>), consumers 15 s
    /// (<c>RabbitMq:DrainTimeout</c>), grains and batches the rest. A supervisor must wait longer than this before it kills the process.
    /// </summary>
    internal static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    /// <summary>
    /// Runs the program until it is stopped, or executes <c>--health</c> or <c>--migrate</c>. A failed start prints one line and returns
    /// exit code 1.
    /// </summary>
    public static async Task<int> Run(string[] args, Func<string[], WebApplication> build)
    {
        var stopping = CancellationToken.None;
        try
        {
            string[] settings = [.. args.Where(arg => arg is not (HealthCommand.Option or MigrateCommand.Option))];
            if (args.Contains(HealthCommand.Option)) return await HealthCommand.Run(CreateBuilder(settings).Configuration);
            if (args.Contains(MigrateCommand.Option)) return await MigrateCommand.Run(CreateBuilder(settings));
            OpenFiles.Require();
            var app = build(args);

            // Read before the start: a host that failed to start has disposed of it.
            stopping = app.Lifetime.ApplicationStopping;
            await app.RunAsync();
            return Environment.ExitCode;
        }
        catch (Exception exception) when (stopping.IsCancellationRequested && (exception is OperationCanceledException || StartupErrors.Describe(exception) is not null))
        {
            // Stopped during startup, or not stopped in time: exit cleanly. ClockWatch sets exit code 1.
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
    /// Registers storage, broker and health. Services that may reject this process start before the grains, so that a rejection leaves
    /// nothing half started. Consumers start after everything else.
    /// </summary>
    public static void AddOrdersProcess(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<TracePropagation>();
        builder.AddStorage();
        builder.Services.AddRabbitMq(builder.Configuration, BrokerTopology.Declared);
        builder.Services.AddOrdersHttp(builder.Configuration);
        builder.Services.AddOrdersHealth(builder.Configuration);
        builder.AddGrainDashboard();
        builder.Services.AddValidatedOptions<DrainOptions, SiloOptionsValidator>(builder.Configuration, DrainOptions.Section);
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<DrainOptions>>((host, drain) => host.ShutdownTimeout = StopTimeout + drain.Value.Delay);
    }

    /// <summary>Adds everything that runs before the endpoints, and the dashboard if enabled.</summary>
    public static void UseOrdersProcess(this WebApplication app, Role roles)
    {
        // In development ASP.NET Core would otherwise return the exception itself. The API registers a handler that returns a problem
        // document; other processes return the status only.
        app.UseExceptionHandler(failed => failed.Run(_ => Task.CompletedTask));
        app.Use(Draining.CloseConnections);
        app.MapGrainDashboard();
        HostLog.Starting(app.Logger, roles);
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace OrleansOrders.Silo;

/// <summary>Section <c>Dashboard</c>: Orleans' dashboard at <c>/dashboard</c>.</summary>
sealed class DashboardSettings
{
    public const string Section = "Dashboard";

    /// <summary>Whether the dashboard is served. Default: in development only.</summary>
    public bool? Enabled { get; set; }

    /// <summary>The user name; default <c>operator</c>.</summary>
    public string User { get; set; } = "operator";

    /// <summary>
    /// The password (HTTP basic authentication). Default none: the dashboard is then open in development and rejected elsewhere, because it
    /// shows the activity of the grains. Over a network, use it only behind TLS.
    /// </summary>
    public string Password { get; set; } = "";

    /// <summary>Reads the section; throws <see cref="StartupException"/> if the dashboard would be open outside development.</summary>
    public static DashboardSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var settings = configuration.GetSection(Section).Get<DashboardSettings>() ?? new();
        settings.Enabled ??= environment.IsDevelopment();
        if (settings is { Enabled: true, Password: "" } && !environment.IsDevelopment())
            throw new StartupException("Dashboard:Enabled needs Dashboard:Password outside development: the dashboard shows what the grains do.");
        return settings;
    }
}

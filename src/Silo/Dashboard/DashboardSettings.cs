using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace OrleansOrders.Silo;

/// <summary>Section <c>Dashboard</c>: Orleans' own pages about the cluster at <c>/dashboard</c>.</summary>
sealed class DashboardSettings
{
    public const string Section = "Dashboard";

    /// <summary>Whether it is there. Not set: in development only.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Who may look; default <c>operator</c>.</summary>
    public string User { get; set; } = "operator";

    /// <summary>
    /// With which password (HTTP basic authentication). Default none, with which the dashboard is open in development and refused elsewhere: it shows
    /// what the grains do. Over a network, only behind TLS.
    /// </summary>
    public string Password { get; set; } = "";

    /// <summary>Reads the section; a <see cref="StartupException"/> where anybody could look.</summary>
    public static DashboardSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var settings = configuration.GetSection(Section).Get<DashboardSettings>() ?? new();
        settings.Enabled ??= environment.IsDevelopment();
        if (settings is { Enabled: true, Password: "" } && !environment.IsDevelopment())
            throw new StartupException("Dashboard:Enabled needs Dashboard:Password outside development: the dashboard shows what the grains do.");
        return settings;
    }
}

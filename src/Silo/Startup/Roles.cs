using Microsoft.Extensions.Configuration;

namespace OrleansOrders.Silo;

/// <summary>The roles of a process, in any combination.</summary>
[Flags]
enum Role
{
    None = 0,

    /// <summary>Hosts the grains.</summary>
    Silo = 1,

    /// <summary>Serves HTTP.</summary>
    Api = 2,

    /// <summary>Consumes the queues.</summary>
    Bridge = 4,

    All = Silo | Api | Bridge,
}

/// <summary>Reads the setting <c>Roles</c>: <c>silo</c>, <c>api</c>, <c>bridge</c>, separated by commas.</summary>
static class Roles
{
    /// <summary>The configured roles, or <paramref name="ifUnset"/>.</summary>
    public static Role Read(IConfiguration configuration, Role ifUnset)
    {
        var text = configuration["Roles"];
        if (string.IsNullOrWhiteSpace(text)) return ifUnset;

        var roles = Role.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            roles |= name.ToUpperInvariant() switch
            {
                "SILO" => Role.Silo,
                "API" => Role.Api,
                "BRIDGE" => Role.Bridge,
                _ => throw new StartupException($"Roles names '{name}'; it must be a list of silo, api and bridge, separated by commas."),
            };
        }

        return roles is Role.None ? throw new StartupException("Roles is empty; it must be a list of silo, api and bridge, separated by commas.") : roles;
    }
}

using Microsoft.Extensions.Configuration;

namespace OrleansOrders.Silo;

/// <summary>What a process does; any mix in one process.</summary>
[Flags]
enum Role
{
    None = 0,

    /// <summary>Hosts the grains.</summary>
    Silo = 1,

    /// <summary>Answers HTTP.</summary>
    Api = 2,

    /// <summary>Consumes the queues.</summary>
    Bridge = 4,

    All = Silo | Api | Bridge,
}

/// <summary>Reads the setting <c>Roles</c>: <c>silo</c>, <c>api</c>, <c>bridge</c>, separated by commas.</summary>
static class Roles
{
    /// <summary>What is set, or <paramref name="ifUnset"/>.</summary>
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
                _ => throw new StartupException($"Roles names '{name}'; it takes silo, api and bridge, separated by commas."),
            };
        }

        return roles is Role.None ? throw new StartupException("Roles is empty; it takes silo, api and bridge, separated by commas.") : roles;
    }
}

namespace OrleansOrders.Testing;

/// <summary>What one process of the application is started with.</summary>
public sealed record AppOptions
{
    public required string RabbitMq { get; init; }

    public required string Postgres { get; init; }

    public AppProgram Program { get; init; } = AppProgram.Silo;

    /// <summary>The program itself, where it is another build than the one beside the test.</summary>
    public string? Assembly { get; init; }

    /// <summary>The roles of the process, separated by commas.</summary>
    public string Roles { get; init; } = "silo,api,bridge";

    /// <summary>Of the program, such as <c>--migrate</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The HTTP port on 127.0.0.1; a free one when null.</summary>
    public int? Port { get; init; }

    /// <summary>Further environment variables, such as <c>Storage__Provider</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How long <c>/health/ready</c> may take to turn green.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(60);
}

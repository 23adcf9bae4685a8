namespace OrleansOrders.Testing;

/// <summary>
/// The RabbitMQ and PostgreSQL that all tests of a run share: those of the environment, else private ones, which are started if both are installed
/// and stay up for the next run (<c>scripts/servers.sh stop .run/dotnet-test</c> ends them).
/// </summary>
public static class Servers
{
    public const string RabbitMqVariable = "ConnectionStrings__RabbitMq";
    public const string PostgresVariable = "ConnectionStrings__Postgres";
    public const string ManagementVariable = "RABBITMQ_MANAGEMENT_URL";

    static readonly Lazy<(ServerAddresses? Addresses, string? WhyNot)> Found = new(Find);

    /// <summary>Why no servers are available; null if they are.</summary>
    public static string? WhyNot => Found.Value.WhyNot;

    public static ServerAddresses Addresses => Found.Value.Addresses ?? throw new InvalidOperationException(WhyNot);

    static (ServerAddresses?, string?) Find()
    {
        try
        {
            // On the thread pool: discovery blocks synchronously, so the start must not need the caller's context.
            var finding = Task.Run(() => FromEnvironment() is { } given ? Task.FromResult(given) : StartAsync());
#pragma warning disable RS0030 // Test discovery is synchronous.
            return (finding.WaitAsync(TimeSpan.FromMinutes(7)).GetAwaiter().GetResult(), null);
#pragma warning restore RS0030
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or System.ComponentModel.Win32Exception)
        {
            return (null, $"needs RabbitMQ and PostgreSQL: {Reason(e.Message)}");
        }
    }

    static ServerAddresses? FromEnvironment()
    {
        var rabbitMq = Environment.GetEnvironmentVariable(RabbitMqVariable);
        var postgres = Environment.GetEnvironmentVariable(PostgresVariable);
        if (Environment.GetEnvironmentVariable("ORLEANS_ORDERS_NO_SERVERS") is { Length: > 0 } why) throw new InvalidOperationException(why);
        if (string.IsNullOrEmpty(rabbitMq) && string.IsNullOrEmpty(postgres)) return null;
        if (string.IsNullOrEmpty(rabbitMq) || string.IsNullOrEmpty(postgres))
            throw new InvalidOperationException($"only one of {RabbitMqVariable} and {PostgresVariable} is set");
        return new() { RabbitMq = rabbitMq, Postgres = postgres, RabbitMqManagement = Management(rabbitMq, Environment.GetEnvironmentVariable(ManagementVariable)) };
    }

    static async Task<ServerAddresses> StartAsync()
    {
        // The script takes a lock in the folder: one of several test processes starts the servers and the others wait for it.
        await ServersScript.RunAsync("start", Repository.RunFolder, "--no-install");
        var environment = await ServersScript.EnvironmentAsync(Repository.RunFolder);
        return new()
        {
            RabbitMq = environment[RabbitMqVariable],
            Postgres = environment[PostgresVariable],
            RabbitMqManagement = new(environment[ManagementVariable]),
        };
    }

    // RabbitMQ's own convention: the management port is the AMQP port + 10000.
    static Uri Management(string rabbitMq, string? given)
    {
        if (!string.IsNullOrEmpty(given)) return new(given);
        var broker = new Uri(rabbitMq);
        return new($"http://{broker.Host}:{(broker.Port < 0 ? 5672 : broker.Port) + 10000}");
    }

    internal static string Reason(string message) =>
        message.Split('\n').LastOrDefault(line => line.StartsWith("error: ", StringComparison.Ordinal))?["error: ".Length..] ?? message;
}

/// <summary>The addresses of the servers for tests.</summary>
public sealed record ServerAddresses
{
    /// <summary>amqp://user:password@host:port/vhost</summary>
    public required string RabbitMq { get; init; }

    /// <summary>An Npgsql connection string; its user may create databases.</summary>
    public required string Postgres { get; init; }

    /// <summary>The broker's HTTP interface, with the same user.</summary>
    public required Uri RabbitMqManagement { get; init; }
}

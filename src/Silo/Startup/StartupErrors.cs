using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Runtime;

namespace OrleansOrders.Silo;

/// <summary>The reason why the process cannot start, in one line for the operator; contains no secrets.</summary>
sealed class StartupException(string message) : Exception(message);

/// <summary>Converts a startup failure into one line for the operator.</summary>
static class StartupErrors
{
    /// <summary>The line, or null for a bug, which should print its stack trace.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        // The wrapper exceptions of hosts carry no information.
        AggregateException { InnerException: { } inner } => Describe(inner),
        OptionsValidationException invalid => "A setting is out of range: " + string.Join(" ", invalid.Failures),

        // The binder's message names the value, the setting and the type.
        InvalidOperationException { Message: var message } when message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) => "A setting cannot be read: " + message,
        StartupException or StorageUnavailableException or MigrationException or MessagingException => exception.Message,

        // Orleans does not wrap failures of its membership table.
        NpgsqlException npgsql when PostgresErrors.IsUnavailable(npgsql) => $"PostgreSQL failed while the process started: {PostgresErrors.Line(npgsql)}",
        IOException { Message: var message } when message.Contains("address already in use", StringComparison.OrdinalIgnoreCase) =>
            message + " Choose another port with ASPNETCORE_URLS.",
        AddressInUseException => "A port is taken by another program. Choose others for silos with Cluster__SiloPort and Cluster__GatewayPort (0: any free one).",
        { InnerException: { } inner } when Describe(inner) is { } line => line,

        // The other silos declared this one dead during its start, so it cannot write the catalog.
        OrleansException or TimeoutException => "The cluster failed while the process started: " + exception.Message,
        _ => null,
    };
}

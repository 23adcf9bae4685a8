using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Runtime;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;
using OrleansOrders.Storage;

namespace OrleansOrders.Silo;

/// <summary>Why the process cannot start, in one line for the person who started it; holds no secrets.</summary>
sealed class StartupException(string message) : Exception(message);

/// <summary>Turns what keeps the process from starting into one line for the person who started it.</summary>
static class StartupErrors
{
    /// <summary>The line, or null for what is a fault of ours and deserves its stack trace.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        // What hosts wrap around a failure says nothing about it.
        AggregateException { InnerException: { } inner } => Describe(inner),
        OptionsValidationException invalid => "A setting is out of its bounds: " + string.Join(" ", invalid.Failures),
        ValidationException invalid => "A setting is out of its bounds: " + invalid.Message,

        // The binder's own words name the value, the setting and the type.
        InvalidOperationException { Message: var message } when message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) => "A setting cannot be read: " + message,
        StartupException or StorageUnavailableException or MigrationException or MessagingException => exception.Message,

        // What Orleans met at its membership table, with the data source as it is.
        NpgsqlException npgsql when PostgresErrors.IsUnavailable(npgsql) => $"PostgreSQL failed while the process started: {PostgresErrors.Line(npgsql)}",
        IOException { Message: var message } when message.Contains("address already in use", StringComparison.OrdinalIgnoreCase) =>
            message + " Choose another port with ASPNETCORE_URLS.",
        AddressInUseException => "A port is taken by another program. Choose others for silos with Cluster__SiloPort and Cluster__GatewayPort (0: any free one).",
        { InnerException: { } inner } when Describe(inner) is { } line => line,

        // A silo that the others declare dead while it starts: its catalog cannot be written.
        OrleansException or TimeoutException => "The cluster failed while the process started: " + exception.Message,
        _ => null,
    };
}

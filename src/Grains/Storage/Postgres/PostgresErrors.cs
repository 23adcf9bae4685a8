using System.Net.Sockets;
using Npgsql;

namespace OrleansOrders.Grains;

/// <summary>What an error of PostgreSQL means for us.</summary>
public static class PostgresErrors
{
    /// <summary>The statement was rolled back for no fault of its own and may be sent again.</summary>
    internal static bool IsRolledBack(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>The statement was rolled back for what it contained; the same rows in other company may well succeed.</summary>
    internal static bool IsRefusal(Exception exception) =>
        exception is PostgresException postgres && !IsAboutTheConnection(postgres);

    /// <summary>A value that cannot be stored (class 22, data exception): its sender's fault, which no repeat mends.</summary>
    internal static bool IsAboutAValue(Exception exception) => exception is PostgresException postgres && postgres.SqlState.StartsWith("22", StringComparison.Ordinal);

    /// <summary>
    /// The exception to show: <see cref="StorageUnavailableException"/> where the database or the way to it is the trouble, else as it is.
    /// </summary>
    public static Exception Translate(NpgsqlDataSource dataSource, Exception exception) => exception switch
    {
        NpgsqlException npgsql when IsUnavailable(npgsql) => new StorageUnavailableException(Describe(dataSource, npgsql), npgsql),
        TimeoutException timeout => new StorageUnavailableException($"{Where(dataSource)} did not answer in time.", timeout),

        // What Npgsql throws where a connection breaks between two of its own steps (seen in 10.0.0, no issue known); a data source that was disposed
        // answers nothing either.
        ObjectDisposedException disposed => new StorageUnavailableException($"The connection to {Where(dataSource)} was lost.", disposed),
        _ => exception,
    };

    /// <summary>Whether the database, or the way to it, is the trouble, and not the statement.</summary>
    public static bool IsUnavailable(NpgsqlException exception) => exception is not PostgresException postgres || IsAboutTheConnection(postgres);

    static bool IsAboutTheConnection(PostgresException exception) =>
        exception.Severity is "FATAL" or "PANIC" || exception.SqlState.AsSpan(0, 2) is "08" or "28" or "3D" or "53" or "57" or "58" or "XX";

    static string Describe(NpgsqlDataSource dataSource, NpgsqlException exception)
    {
        var target = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        return exception switch
        {
            PostgresException { SqlState: "28P01" } => $"{Where(dataSource)} refused the password of user '{target.Username}'.",
            PostgresException { SqlState: "28000" } => $"{Where(dataSource)} refused user '{target.Username}': {Line(exception)}",
            PostgresException { SqlState: "3D000" } => $"{Where(dataSource)} has no database '{target.Database}'.",
            PostgresException => $"{Where(dataSource)} is not available: {Line(exception)}",
            { InnerException: SocketException socket } => $"{Where(dataSource)} cannot be reached: {socket.Message}.",
            { InnerException: TimeoutException } => $"{Where(dataSource)} did not answer in time.",
            { Message: var message } when message.StartsWith("No password", StringComparison.Ordinal) =>
                $"{Where(dataSource)} wants a password for user '{target.Username}' and the connection string has none.",
            _ => $"The connection to {Where(dataSource)} failed: {Line(exception)}",
        };
    }

    static string Where(NpgsqlDataSource dataSource)
    {
        var target = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        return $"PostgreSQL at {target.Host}:{target.Port}";
    }

    /// <summary>The first line of the error, as the server or the driver says it.</summary>
    public static string Line(NpgsqlException exception)
    {
        var text = exception is PostgresException postgres ? postgres.MessageText : exception.Message;
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }
}

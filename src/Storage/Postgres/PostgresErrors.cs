using System.Net.Sockets;
using Npgsql;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage;

/// <summary>What an error of PostgreSQL means for us; <see cref="SqlStates"/> has what the server's own states mean.</summary>
public static class PostgresErrors
{
    /// <summary>The statement was rolled back for no fault of its own and may be sent again.</summary>
    internal static bool IsRolledBack(Exception exception) => TroubleOf(exception) is PostgresTrouble.Conflict;

    /// <summary>The statement was rolled back for what it contained; the same rows in other company may well succeed.</summary>
    internal static bool IsRefusal(Exception exception) => TroubleOf(exception) is PostgresTrouble.Statement or PostgresTrouble.Value or PostgresTrouble.Conflict;

    /// <summary>The statement was rolled back, and its session cannot be used any more; on a new one it may succeed.</summary>
    internal static bool EndsSession(Exception exception) => TroubleOf(exception) is PostgresTrouble.Session;

    /// <summary>The server answers, and does not write.</summary>
    internal static bool KeepsFromWriting(Exception exception) =>
        exception is PostgresException { InvariantSeverity: not ("FATAL" or "PANIC") } postgres
        && SqlStates.Of(postgres) is PostgresTrouble.Session or PostgresTrouble.Server or PostgresTrouble.Right;

    /// <summary>
    /// The exception to show: <see cref="StorageUnavailableException"/> where the database or the way to it is the trouble, else as it is.
    /// </summary>
    public static Exception Translate(NpgsqlDataSource dataSource, Exception exception) => exception switch
    {
        NpgsqlException npgsql when IsUnavailable(npgsql) => new StorageUnavailableException(Describe(dataSource, npgsql), npgsql) { KeepsFromWriting = KeepsFromWriting(npgsql) },
        TimeoutException timeout => new StorageUnavailableException($"{Where(dataSource)} did not answer in time.", timeout),

        // What Npgsql throws where a connection breaks between two of its own steps (seen in 10.0.0, no issue known); a data source that was disposed
        // answers nothing either.
        ObjectDisposedException disposed => new StorageUnavailableException($"The connection to {Where(dataSource)} was lost.", disposed),
        _ => exception,
    };

    /// <summary>Whether the database, or the way to it, is the trouble, and not the statement.</summary>
    public static bool IsUnavailable(NpgsqlException exception) =>
        TroubleOf(exception) is null or PostgresTrouble.Conflict or PostgresTrouble.Session or PostgresTrouble.Server or PostgresTrouble.Right;

    /// <summary>The first line of the server's or the driver's message, with advice for some errors.</summary>
    public static string Line(NpgsqlException exception)
    {
        var text = exception is PostgresException postgres ? postgres.MessageText : exception.Message;
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return (end < 0 ? text : text[..end]) + Advice(exception);
    }

    /// <summary>Such as <c>PostgreSQL at 10.0.0.7:5432</c>; every host where there are several.</summary>
    internal static string Where(NpgsqlDataSource dataSource)
    {
        var target = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        return target.Host!.AsSpan().ContainsAny(',', ':') ? $"PostgreSQL at {target.Host}" : $"PostgreSQL at {target.Host}:{target.Port}";
    }

    /// <summary>What to do about a server that is read-only.</summary>
    internal const string ReadOnlyAdvice = "It is a standby, or it was set to read-only: name the server that takes writes, or all of them and Target Session Attributes=read-write.";

    static PostgresTrouble? TroubleOf(Exception exception) => exception is PostgresException postgres ? SqlStates.Of(postgres) : null;

    static string Advice(NpgsqlException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.ReadOnlySqlTransaction => $". {ReadOnlyAdvice}",
        PostgresErrorCodes.InsufficientPrivilege => ". Grant the rights that docs/database.md lists.",
        _ => "",
    };

    static string Describe(NpgsqlDataSource dataSource, NpgsqlException exception)
    {
        var target = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        return exception switch
        {
            PostgresException { SqlState: "28P01" } => $"{Where(dataSource)} refused the password of user '{target.Username}'.",
            PostgresException { SqlState: "28000" } => $"{Where(dataSource)} refused user '{target.Username}': {Line(exception)}",
            PostgresException { SqlState: "3D000" } => $"{Where(dataSource)} has no database '{target.Database}'.",
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => $"{Where(dataSource)} refused user '{target.Username}': {Line(exception)}",
            PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => $"{Where(dataSource)} takes no writes: {Line(exception)}",
            PostgresException => $"{Where(dataSource)} is not available: {Line(exception)}",

            // The first of several hosts stands for all.
            { InnerException: AggregateException { InnerExceptions: [NpgsqlException first, ..] } } => Describe(dataSource, first),
            { Message: var message } when message.StartsWith("No suitable host", StringComparison.Ordinal) =>
                $"None of the hosts of {Where(dataSource)} is what Target Session Attributes={target.TargetSessionAttributes} asks for.",
            { InnerException: SocketException socket } => $"{Where(dataSource)} cannot be reached: {socket.Message}.",
            { InnerException: TimeoutException } => $"{Where(dataSource)} did not answer in time.",
            { Message: var message } when message.StartsWith("No password", StringComparison.Ordinal) =>
                $"{Where(dataSource)} wants a password for user '{target.Username}' and the connection string has none.",
            _ => $"The connection to {Where(dataSource)} failed: {Line(exception)}",
        };
    }
}

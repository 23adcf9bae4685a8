using System.Net.Sockets;
using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>Classifies PostgreSQL errors; <see cref="SqlStates"/> maps the server's SQLSTATEs.</summary>
public static class PostgresErrors
{
    /// <summary>The statement was rolled back because of other transactions and may be sent again.</summary>
    internal static bool IsRolledBack(Exception exception) => TroubleOf(exception) is PostgresTrouble.Conflict;

    /// <summary>The statement was rolled back because of its content; each of its rows may succeed in another statement.</summary>
    internal static bool IsRefusal(Exception exception) => TroubleOf(exception) is PostgresTrouble.Statement or PostgresTrouble.Value or PostgresTrouble.Conflict;

    /// <summary>The statement was rolled back and its session is unusable; it may succeed on a new session.</summary>
    internal static bool EndsSession(Exception exception) => TroubleOf(exception) is PostgresTrouble.Session;

    /// <summary>The server responds but does not accept writes.</summary>
    internal static bool KeepsFromWriting(Exception exception) =>
        exception is PostgresException { InvariantSeverity: not ("FATAL" or "PANIC") } postgres
        && SqlStates.Of(postgres) is PostgresTrouble.Session or PostgresTrouble.Server or PostgresTrouble.Right;

    /// <summary>
    /// Returns a <see cref="StorageUnavailableException"/> if the database or the connection to it failed; otherwise
    /// <paramref name="exception"/> itself.
    /// </summary>
    public static Exception Translate(NpgsqlDataSource dataSource, Exception exception) => exception switch
    {
        NpgsqlException npgsql when IsUnavailable(npgsql) => new StorageUnavailableException(Describe(dataSource, npgsql), npgsql) { KeepsFromWriting = KeepsFromWriting(npgsql) },
        TimeoutException timeout => new StorageUnavailableException($"{Where(dataSource)} did not answer in time.", timeout),

        // Npgsql throws this when a connection breaks between two of its internal steps (seen in 10.0.0, no issue known), and when the data
        // source was disposed.
        ObjectDisposedException disposed => new StorageUnavailableException($"The connection to {Where(dataSource)} was lost.", disposed),
        _ => exception,
    };

    /// <summary>True if the database or the connection to it failed, and not the statement.</summary>
    public static bool IsUnavailable(NpgsqlException exception) =>
        TroubleOf(exception) is null or PostgresTrouble.Conflict or PostgresTrouble.Session or PostgresTrouble.Server or PostgresTrouble.Right;

    /// <summary>The first line of the server's or the driver's message, with advice for some errors.</summary>
    public static string Line(NpgsqlException exception)
    {
        var text = exception is PostgresException postgres ? postgres.MessageText : exception.Message;
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return (end < 0 ? text : text[..end]) + Advice(exception);
    }

    /// <summary>For example <c>PostgreSQL at 10.0.0.7:5432</c>; lists every host if there are several.</summary>
    internal static string Where(NpgsqlDataSource dataSource)
    {
        var target = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        return target.Host!.AsSpan().ContainsAny(',', ':') ? $"PostgreSQL at {target.Host}" : $"PostgreSQL at {target.Host}:{target.Port}";
    }

    /// <summary>Advice for a read-only server.</summary>
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

            // The first host's error represents all hosts.
            { InnerException: AggregateException { InnerExceptions: [NpgsqlException first, ..] } } => Describe(dataSource, first),
            { Message: var message } when message.StartsWith("No suitable host", StringComparison.Ordinal) =>
                $"No host of {Where(dataSource)} matches Target Session Attributes={target.TargetSessionAttributes}.",
            { InnerException: SocketException socket } => $"{Where(dataSource)} cannot be reached: {socket.Message}.",
            { InnerException: TimeoutException } => $"{Where(dataSource)} did not answer in time.",
            { Message: var message } when message.StartsWith("No password", StringComparison.Ordinal) =>
                $"{Where(dataSource)} requires a password for user '{target.Username}', but the connection string has none.",
            _ => $"The connection to {Where(dataSource)} failed: {Line(exception)}",
        };
    }
}

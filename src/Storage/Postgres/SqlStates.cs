using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>The effect of a server error on the connection, on the request, and on a starting process.</summary>
enum PostgresTrouble
{
    /// <summary>
    /// The statement is wrong or not permitted. The connection is usable; the request fails with 500, a start with a stack trace.
    /// </summary>
    Statement,

    /// <summary>A value cannot be stored: an error of the sender, so a retry is useless. The connection is usable.</summary>
    Value,

    /// <summary>
    /// Rolled back because of other transactions. The connection is usable; the statement is sent again, then the request fails with 503.
    /// </summary>
    Conflict,

    /// <summary>
    /// The session is unusable, a new one may work, and the statement changed nothing. The pool is renewed and the statement sent once
    /// more; then the request fails with 503, a start with one line.
    /// </summary>
    Session,

    /// <summary>
    /// The server is unavailable now. The driver closes a broken connection; the request fails with 503, a start with one line.
    /// </summary>
    Server,

    /// <summary>
    /// The role lacks a right. The connection is usable; the request fails with 503 until the right is granted, a start with one line that
    /// names the right.
    /// </summary>
    Right,
}

/// <summary>The table of SQLSTATEs. A test compares it with <c>docs/database.md</c>.</summary>
static class SqlStates
{
    /// <summary>
    /// The server function that reports "cached plan must not change result type". The message text itself depends on the server's
    /// language.
    /// </summary>
    const string ReplansQueries = "RevalidateCachedQuery";

    public static PostgresTrouble Of(PostgresException exception) => exception switch
    {
        // The server closes the connection with this error, regardless of its SQLSTATE.
        { InvariantSeverity: "FATAL" or "PANIC" } => PostgresTrouble.Server,
        { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement } =>
            PostgresTrouble.Session,
        { SqlState: PostgresErrorCodes.FeatureNotSupported, Routine: ReplansQueries } => PostgresTrouble.Session,
        { SqlState: PostgresErrorCodes.InsufficientPrivilege } => PostgresTrouble.Right,
        { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => PostgresTrouble.Conflict,
        _ => exception.SqlState.AsSpan(0, 2) switch
        {
            "22" => PostgresTrouble.Value,
            "08" or "28" or "3D" or "40" or "53" or "55" or "57" or "58" or "XX" => PostgresTrouble.Server,
            _ => PostgresTrouble.Statement,
        },
    };
}

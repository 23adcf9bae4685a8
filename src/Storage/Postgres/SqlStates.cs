using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>What an error that the server answered means: for the connection, for the request, and for a start.</summary>
enum PostgresTrouble
{
    /// <summary>The statement is wrong or refused. The connection is good; the request fails with 500, a start with a stack trace.</summary>
    Statement,

    /// <summary>A value cannot be stored: an error of its sender, which no repeat corrects. The connection is good.</summary>
    Value,

    /// <summary>Rolled back because of other transactions. The connection is good; the statement is sent again, then the request fails with 503.</summary>
    Conflict,

    /// <summary>
    /// The session cannot be used any more, a new one perhaps can, and the statement changed nothing. The pool is renewed and the statement sent once more;
    /// then the request fails with 503, a start with one line.
    /// </summary>
    Session,

    /// <summary>The server cannot do it now. The driver closes a connection that broke; the request fails with 503, a start with one line.</summary>
    Server,

    /// <summary>The role lacks a right. The connection is good; the request fails with 503 until the right is granted, a start with one line that says what to grant.</summary>
    Right,
}

/// <summary>The one table of SQLSTATEs; <c>docs/database.md</c> says the same, and a test compares the two.</summary>
static class SqlStates
{
    /// <summary>The server's function that reports "cached plan must not change result type"; the message itself depends on the server's language.</summary>
    const string ReplansQueries = "RevalidateCachedQuery";

    public static PostgresTrouble Of(PostgresException exception) => exception switch
    {
        // The server closes the connection with this error, whatever its state is.
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

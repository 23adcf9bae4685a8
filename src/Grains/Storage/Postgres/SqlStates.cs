using Npgsql;

namespace OrleansOrders.Grains;

/// <summary>What an error that the server answered means: for the connection, for the request, and for a start.</summary>
enum PostgresTrouble
{
    /// <summary>The statement is wrong, or what it asks for is refused. The connection is good; the request fails as a fault of ours, and a start with its stack trace.</summary>
    Statement,

    /// <summary>A value that cannot be stored: the fault of its sender, which no repeat mends. The connection is good.</summary>
    Value,

    /// <summary>Rolled back because of other transactions. The connection is good; the statement is sent again, and the request fails with 503 where that does not help.</summary>
    Conflict,

    /// <summary>
    /// The session cannot do what a new one may be able to do, and nothing was done. The pool is renewed and the statement sent once more; then the request fails with 503, and a
    /// start with one line.
    /// </summary>
    Session,

    /// <summary>The server cannot do it now. The driver ends a connection that is no good any more; the request fails with 503, a start with one line.</summary>
    Server,

    /// <summary>The role lacks a right. The connection is good; the request fails with 503 until the right is granted, a start with one line that says what to grant.</summary>
    Right,
}

/// <summary>The one table of SQLSTATEs; <c>docs/database.md</c> says the same, and a test compares the two.</summary>
static class SqlStates
{
    /// <summary>The function of the server that says that a cached plan must not change its result type; the message itself depends on the server's language.</summary>
    const string ReplansQueries = "RevalidateCachedQuery";

    public static PostgresTrouble Of(PostgresException exception) => exception switch
    {
        // The server closes the connection with these words, whatever the state is.
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

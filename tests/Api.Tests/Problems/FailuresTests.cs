using System.Net.Sockets;
using Npgsql;
using Orleans.Storage;
using OrleansOrders.Grains;
using OrleansOrders.Messaging;

namespace OrleansOrders.Api.Tests;

public sealed class FailuresTests
{
    public static TheoryData<Exception> Passing =>
    [
        new StorageUnavailableException(),
        new StaleActivationException(),
        new InconsistentStateException(),
        new TimeoutException(),
        new SocketException(),
        new IOException("reset"),
        new TaskCanceledException(),
        new ObjectDisposedException("a silo that stops"),
        new NpgsqlException("The connection was lost"),
        new PostgresException("shutting down", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown),
        new PostgresException("too many", "FATAL", "FATAL", PostgresErrorCodes.TooManyConnections),
        new PostgresException("read-only", "ERROR", "ERROR", PostgresErrorCodes.ReadOnlySqlTransaction),
        new PostgresException("no space left", "ERROR", "ERROR", PostgresErrorCodes.DiskFull),
        new PostgresException("permission denied", "ERROR", "ERROR", PostgresErrorCodes.InsufficientPrivilege),
        new PostgresException("deadlock", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected),
        new PostgresException("no such statement", "ERROR", "ERROR", PostgresErrorCodes.InvalidSqlStatementName),
        new BrokerUnavailableException("away"),
        new AggregateException(new TimeoutException()),
    ];

    public static TheoryData<Exception> Lasting =>
    [
        new InvalidOperationException(),
        new PostgresException("no such table", "ERROR", "ERROR", PostgresErrorCodes.UndefinedTable),
        new AggregateException(new InvalidOperationException()),
    ];

    [Theory]
    [MemberData(nameof(Passing))]
    public void What_may_pass_is_worth_asking_again(Exception failure) => Assert.Equal(ProblemKinds.Unavailable, Failures.ProblemOf(failure).Kind);

    [Theory]
    [MemberData(nameof(Lasting))]
    public void What_will_not_pass_is_our_fault(Exception failure) => Assert.Equal(ProblemKinds.InternalError, Failures.ProblemOf(failure).Kind);
}

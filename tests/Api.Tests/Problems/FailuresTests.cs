using System.Net.Sockets;
using Npgsql;
using Orleans.Runtime;
using Orleans.Storage;

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
        new AuditBusyException(),
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

    [Fact]
    public void What_is_away_is_named_by_its_kind()
    {
        Assert.StartsWith("The database ", Failures.ProblemOf(new StorageUnavailableException("10.0.0.7 refused")).Detail, StringComparison.Ordinal);
        Assert.StartsWith("The database ", Failures.ProblemOf(new OrleansException("Error from storage provider", new StorageUnavailableException("10.0.0.7 refused"))).Detail, StringComparison.Ordinal);
        Assert.StartsWith("The broker ", Failures.ProblemOf(new BrokerUnavailableException("10.0.0.7 refused")).Detail, StringComparison.Ordinal);
        Assert.StartsWith("A silo ", Failures.ProblemOf(new Orleans.Runtime.SiloUnavailableException("10.0.0.7")).Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0.7", Failures.ProblemOf(new BrokerUnavailableException("10.0.0.7 refused")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_the_server_cannot_read_is_not_an_outage()
    {
        Assert.False(Failures.MayPass(new Microsoft.AspNetCore.Http.BadHttpRequestException("bad chunk")));
        Assert.Equal(ProblemKinds.InvalidRequest, Failures.ProblemOf(new Microsoft.AspNetCore.Http.BadHttpRequestException("bad chunk")).Kind);
    }
}

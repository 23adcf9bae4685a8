using System.Net.Sockets;
using Npgsql;
using Orleans.Runtime;

namespace OrleansOrders.Silo.Tests;

public sealed class StartupErrorsTests
{
    // Orleans reads its membership table with the data source itself: what it meets is not translated by our storage.
    [Fact]
    public void A_database_that_goes_away_while_the_silo_joins_is_one_line()
    {
        var broken = new NpgsqlException("Exception while writing to stream", new IOException("Unable to write data.", new SocketException((int)SocketError.ConnectionReset)));
        Assert.Equal("PostgreSQL failed while the process started: Exception while writing to stream", StartupErrors.Describe(broken));
        Assert.Equal(StartupErrors.Describe(broken), StartupErrors.Describe(new AggregateException(broken)));
    }

    [Fact]
    public void A_database_that_shuts_down_while_the_silo_joins_is_one_line() =>
        Assert.Equal(
            "PostgreSQL failed while the process started: terminating connection due to administrator command",
            StartupErrors.Describe(new PostgresException("terminating connection due to administrator command", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown)));

    [Theory]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, "Target Session Attributes=read-write")]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, "Grant the rights")]
    public void What_Orleans_may_not_write_while_the_silo_joins_is_one_line_that_says_what_helps(string state, string advice)
    {
        var line = StartupErrors.Describe(new PostgresException("cannot do it", "ERROR", "ERROR", state));
        Assert.StartsWith("PostgreSQL failed while the process started: cannot do it. ", line, StringComparison.Ordinal);
        Assert.Contains(advice, line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silo_that_is_declared_dead_while_it_starts_is_one_line() => Assert.Equal(
        "The cluster failed while the process started: Trying to register item/item:salad on invalid silo. Known status: Dead",
        StartupErrors.Describe(new OrleansException("Trying to register item/item:salad on invalid silo. Known status: Dead")));

    [Fact]
    public void A_statement_of_ours_that_is_wrong_keeps_its_stack_trace() =>
        Assert.Null(StartupErrors.Describe(new PostgresException("syntax error", "ERROR", "ERROR", PostgresErrorCodes.SyntaxError)));
}

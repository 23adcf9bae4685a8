using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;

namespace OrleansOrders.Storage.Tests;

/// <summary>What is the database's trouble, and what is ours.</summary>
public sealed class PostgresErrorsTests
{
    static readonly NpgsqlDataSource Nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");

    [Fact]
    public void A_connection_that_breaks_inside_of_the_driver_is_storage_that_is_away()
    {
        // The driver's own semaphore, disposed during the call by the code that noticed the loss first.
        var thrown = new ObjectDisposedException("System.Threading.ManualResetEventSlim");

        var shown = Assert.IsType<StorageUnavailableException>(PostgresErrors.Translate(Nowhere, thrown));

        Assert.Equal("The connection to PostgreSQL at 127.0.0.1:1 was lost.", shown.Message);
        Assert.Same(thrown, shown.InnerException);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, false, true)]
    [InlineData(PostgresErrorCodes.DiskFull, true, true)]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, false, true)]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, false, true)]
    [InlineData(PostgresErrorCodes.DeadlockDetected, false, false)]
    [InlineData(PostgresErrorCodes.DeadlockDetected, true, false)]
    public async Task Whether_the_server_writes_at_all_reaches_the_process_that_called_a_silo(string state, bool byOrleansStorage, bool keeps)
    {
        var failure = PostgresErrors.Translate(Nowhere, new PostgresException("no", "ERROR", "ERROR", state));
        var thrown = byOrleansStorage ? new OrleansException("Error from storage provider", failure) : failure;
        using var services = new ServiceCollection()
            .AddSerializer()
            .Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Npgsql"))
            .BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var arrived = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(thrown));
        await using var dataSource = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");
        var sessions = PostgresSessions.Of(dataSource);
        var retry = new GrainRetry(TimeProvider.System, Random.Shared, sessions);

        await Assert.ThrowsAnyAsync<Exception>(() => retry.Call(() => Task.FromException<int>(arrived!), default));

        Assert.Equal(keeps, sessions.WritesFail);
    }

    [Fact]
    public void A_fault_of_ours_stays_one()
    {
        var thrown = new InvalidOperationException("ours");

        Assert.Same(thrown, PostgresErrors.Translate(Nowhere, thrown));
    }
}

using Npgsql;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage.Tests;

/// <summary>What is the database's trouble, and what is ours.</summary>
public sealed class PostgresErrorsTests
{
    static readonly NpgsqlDataSource Nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");

    [Fact]
    public void A_connection_that_breaks_inside_of_the_driver_is_storage_that_is_away()
    {
        // The driver's own semaphore, disposed under the call by whoever noticed the loss first.
        var thrown = new ObjectDisposedException("System.Threading.ManualResetEventSlim");

        var shown = Assert.IsType<StorageUnavailableException>(PostgresErrors.Translate(Nowhere, thrown));

        Assert.Equal("The connection to PostgreSQL at 127.0.0.1:1 was lost.", shown.Message);
        Assert.Same(thrown, shown.InnerException);
    }

    [Fact]
    public void A_fault_of_ours_stays_one()
    {
        var thrown = new InvalidOperationException("ours");

        Assert.Same(thrown, PostgresErrors.Translate(Nowhere, thrown));
    }
}

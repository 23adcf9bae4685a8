namespace OrleansOrders.Testing;

/// <summary>A PostgreSQL of the test's own.</summary>
public sealed class PrivatePostgres : PrivateServer
{
    PrivatePostgres() : base("postgres")
    {
    }

    /// <summary>An Npgsql connection string to an empty database; its user may create others.</summary>
    public override string ConnectionString => Environment[Servers.PostgresVariable];

    public static async Task<PrivatePostgres> StartNewAsync()
    {
        var postgres = new PrivatePostgres();
        await postgres.StartAsync();
        return postgres;
    }
}

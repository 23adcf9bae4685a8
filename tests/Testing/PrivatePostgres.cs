using System.Globalization;

namespace OrleansOrders.Testing;

/// <summary>A PostgreSQL of the test's own.</summary>
public sealed class PrivatePostgres : PrivateServer
{
    PrivatePostgres() : base("postgres")
    {
    }

    /// <summary>An Npgsql connection string to an empty database; its user may create others.</summary>
    public override string ConnectionString => Environment[Servers.PostgresVariable];

    /// <param name="diskMegabytes">Its data is on a disk of its own of this size, where that is possible; 0: on the disk of the clone.</param>
    public static async Task<PrivatePostgres> StartNewAsync(int diskMegabytes = 0)
    {
        var postgres = new PrivatePostgres();
        if (diskMegabytes > 0) postgres.ScriptSettings["POSTGRES_DISK_MB"] = diskMegabytes.ToString(CultureInfo.InvariantCulture);
        await postgres.StartAsync();
        return postgres;
    }
}

using System.Globalization;
using Npgsql;

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

    /// <summary>
    /// A standby of this one, on a server of its own, with the same user and password; once it is there this one confirms nothing that the standby does not have.
    /// <see cref="InvalidOperationException"/> where that cannot be staged.
    /// </summary>
    public async Task<PrivatePostgres> StartStandbyAsync()
    {
        var standby = new PrivatePostgres { ScriptSettings = { ["POSTGRES_STANDBY_OF"] = Folder } };
        await standby.StartAsync();
        await ExecuteAsync("alter system set synchronous_standby_names = '*'");
        await ExecuteAsync("select pg_reload_conf()");
        await Eventually.Async(async () => await ScalarAsync("select count(*) from pg_stat_replication where sync_state = 'sync'") is 1L, "the standby is synchronous");
        return standby;
    }

    /// <summary>A standby is the primary from now on.</summary>
    public Task PromoteAsync() => ServersScript.RunAsync("promote", Folder);

    /// <summary>No session writes any more, or all of them write again. Open sessions follow, save those whose default comes from somewhere else.</summary>
    public async Task SetReadOnlyAsync(bool readOnly)
    {
        await ExecuteAsync($"alter system set default_transaction_read_only = {(readOnly ? "on" : "off")}");
        await ExecuteAsync("select pg_reload_conf()");
    }

    /// <summary>A statement on a session of its own, which may write whatever the defaults are.</summary>
    public Task ExecuteAsync(string sql) => ScalarAsync(sql);

    async Task<object?> ScalarAsync(string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, Options = "-c default_transaction_read_only=off" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}

namespace OrleansOrders.SystemTests;

/// <summary>A PostgreSQL of its own. A test keeps it from writing until it disposes of the returned object.</summary>
public class OwnDatabase : QuickReconciling
{
    /// <summary>The tables of orders, items and keys refuse to be written as if there were no room for a row.</summary>
    const string Fill = """
        create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
        create trigger full_disk before insert or update on grain_state execute function full_disk();
        create trigger full_disk before insert or update on item execute function full_disk();
        create trigger full_disk before insert or update on idempotency_key execute function full_disk();
        """;

    PrivatePostgres? _postgres;

    /// <summary>As on an old primary that lives on: open sessions cannot write any more, new ones get to the new primary.</summary>
    public async Task<IAsyncDisposable> DemoteOpenSessionsAsync()
    {
        await _postgres!.ExecuteAsync("alter role orders in database orders set default_transaction_read_only = off");
        return await ReadOnlyAsync();
    }

    /// <summary>No session can write.</summary>
    public async Task<IAsyncDisposable> DemoteAsync()
    {
        await _postgres!.ExecuteAsync("alter role orders in database orders reset default_transaction_read_only");
        var demoted = await ReadOnlyAsync();

        // Sessions that took their default from the role keep it.
        await _postgres.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()");
        return demoted;
    }

    /// <summary>The disk is full.</summary>
    public async Task<IAsyncDisposable> FillAsync()
    {
        await _postgres!.ExecuteAsync(Fill);
        return new Until(() => _postgres.ExecuteAsync("drop function full_disk cascade"));
    }

    protected override async Task<(string RabbitMq, string Postgres)> CreateServersAsync()
    {
        var (rabbitMq, _) = await base.CreateServersAsync();
        _postgres = await PrivatePostgres.StartNewAsync();
        return (rabbitMq, _postgres.ConnectionString);
    }

    protected override async Task DeleteServersAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
        await base.DeleteServersAsync();
    }

    async Task<IAsyncDisposable> ReadOnlyAsync()
    {
        await _postgres!.SetReadOnlyAsync(true);
        return new Until(() => _postgres.SetReadOnlyAsync(false));
    }

    sealed class Until(Func<Task> end) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await end();
    }
}

/// <summary>The same with Orleans' own storage.</summary>
public sealed class OwnAdoNetDatabase : OwnDatabase
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings) { ["Storage__Provider"] = "AdoNet" };
}

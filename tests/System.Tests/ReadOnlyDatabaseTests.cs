using System.Net;
using System.Text.Json;

namespace OrleansOrders.SystemTests;

/// <summary>The database responds but accepts no writes: on sessions opened before a failover, on all sessions, or because its disk is full.</summary>
public abstract class ReadOnlyDatabase<TDatabase>(TDatabase running) : Scenario<TDatabase>(running)
    where TDatabase : OwnDatabase
{
    const string Sku = "ceviche";

    [ServerFact]
    public async Task Sessions_that_cannot_write_any_more_are_given_up_for_new_ones_that_can()
    {
        // A process that has renewed its sessions within the last second keeps them.
        await Running.StopAppAsync();
        await Running.StartAppAsync();
        await Orders.SetStockAsync(Sku, 1_000_000);
        await PlaceAsync(20);

        await using (await Running.DemoteOpenSessionsAsync())
        {
            await PlaceAsync(20);
            Assert.Equal(HttpStatusCode.OK, (await Orders.PutAsync($"inventory/{Sku}", new { available = 1_000_000 })).Status);
            Assert.True(await Running.App.IsReadyAsync(), "the application is ready");
        }
    }

    [ServerFact]
    public async Task Every_write_is_answered_503_while_the_database_is_read_only_and_readiness_says_so()
    {
        await Orders.SetStockAsync(Sku, 1_000_000);
        var before = await Orders.PlaceAsync(Order("before"));
        await Orders.FinalAsync(before.OrderId());

        await using (await Running.DemoteAsync())
        {
            await RefusedAsync("read_only");
            Assert.Equal(HttpStatusCode.OK, (await Orders.GetAsync($"orders/{before.OrderId()}")).Status);
            await Outside.PublishAsync(OutsideProducer.OrderEvents, "order.placed", new { order_id = "while-read-only", item = Sku, qty = 1, student_id = "s1" });
        }

        await Eventually.Async(() => Running.App.IsReadyAsync(), "the application is ready again");
        await PlaceAsync(5);
        Assert.Equal("confirmed", (await Orders.FinalAsync("while-read-only")).Status());
    }

    [ServerFact]
    public async Task Every_write_is_answered_503_while_the_disk_is_full_and_readiness_says_so()
    {
        await Orders.SetStockAsync(Sku, 1_000_000);

        await using (await Running.FillAsync()) await RefusedAsync("writes_fail");

        await Eventually.Async(() => Running.App.IsReadyAsync(), "the application is ready again");
        await PlaceAsync(5);
    }

    async Task PlaceAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var placed = await Orders.PostAsync("orders", Order("c"));
            Assert.True(placed.Status == HttpStatusCode.Created, $"{(int)placed.Status} {placed.Text}");
            if (i == count - 1) Assert.Equal("confirmed", (await Orders.FinalAsync(placed.Json.OrderId())).Status());
        }
    }

    /// <summary>Each call that writes to the database, and the health after it.</summary>
    async Task RefusedAsync(string detail)
    {
        Answer[] answers =
        [
            await Orders.PostAsync("orders", Order("c")),
            await Orders.PostAsync("orders", Order("c"), ("Idempotency-Key", $"key-{detail}")),
            await Orders.PutAsync($"inventory/{Sku}", new { available = 7 }),
            await Orders.PutAsync("inventory/new-one", new { available = 7 }),
            await Orders.PostAsync($"inventory/{Sku}/adjustments", new { adjustment_id = $"a-{detail}", delta = 1 }),
        ];
        Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.ServiceUnavailable, $"{(int)answer.Status} {answer.Text}"));
        Assert.All(answers, answer => Assert.NotNull(answer.Header("Retry-After")));
        var ready = await Orders.GetAsync("health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Equal(JsonSerializer.Serialize(new { status = "unavailable", detail }), ready.Json.GetProperty("dependencies").GetProperty("postgres").GetRawText());
    }

    static object Order(string customer) => new { customer_id = customer, items = new[] { new { sku = Sku, quantity = 1, price = 2m } } };
}

/// <summary>With the system's own storage.</summary>
public sealed class ReadOnlyDatabaseTests(OwnDatabase running) : ReadOnlyDatabase<OwnDatabase>(running);

/// <summary>With Orleans' own storage.</summary>
public sealed class ReadOnlyAdoNetDatabaseTests(OwnAdoNetDatabase running) : ReadOnlyDatabase<OwnAdoNetDatabase>(running);

/// <summary>A private PostgreSQL. A test blocks its writes until it disposes of the returned object.</summary>
public class OwnDatabase : QuickReconciling
{
    /// <summary>Writes to the tables of orders, items and keys fail as if the disk were full.</summary>
    const string Fill = """
        create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
        create trigger full_disk before insert or update on grain_state execute function full_disk();
        create trigger full_disk before insert or update on item execute function full_disk();
        create trigger full_disk before insert or update on idempotency_key execute function full_disk();
        """;

    PrivatePostgres? _postgres;

    /// <summary>Like an old primary that stays up: open sessions can no longer write, new ones reach the new primary.</summary>
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

        // Sessions whose default comes from the role keep it.
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

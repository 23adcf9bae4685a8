using System.Diagnostics;

namespace OrleansOrders.Bench;

/// <summary>A system under load: one process or several, on a database and a virtual host of its own.</summary>
abstract class Target(string name, IReadOnlyList<AppProcess> apps, TestDatabase database, TestVirtualHost broker) : IAsyncDisposable
{
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    public string Name => name;

    public Uri Address => Apps[0].Address;

    /// <summary>Of each of its processes; the load is spread over them.</summary>
    public IReadOnlyList<Uri> Addresses => [.. Apps.Select(app => app.Address)];

    public IReadOnlyList<int> Pids => [.. Apps.Select(app => app.Id)];

    /// <summary>Its processes; others after a restart.</summary>
    protected IReadOnlyList<AppProcess> Apps { get; set; } = apps;

    protected TestDatabase Database => database;

    protected TestVirtualHost Broker => broker;

    /// <summary>Orders that are through to the end so far, in all; cheap, and exact while nothing is cancelled.</summary>
    public abstract Task<long> Completed();

    /// <summary>The same, counted one by one.</summary>
    public virtual Task<long> Counted() => Completed();

    /// <summary>Calls back with an order's id and a time stamp as it becomes final, until disposed.</summary>
    public abstract Task<IAsyncDisposable> Watch(Action<string, long> final);

    /// <summary>Transactions that the database has committed for this system.</summary>
    public Task<long> Commits() => database.ScalarAsync<long>($"select xact_commit from pg_stat_database where datname = '{database.Name}'");

    /// <summary>How many numbers a sequence has given.</summary>
    protected Task<long> Given(string sequence) => database.ScalarAsync<long>($"select case when is_called then last_value else 0 end from {sequence}");

    /// <summary>Waits until as many orders are through, and returns how many are when they are or when no more come for a while.</summary>
    public Task<long> Drain(long expected) => Drain(expected, Completed);

    /// <summary>The same with another way to count.</summary>
    public static async Task<long> Drain(long expected, Func<Task<long>> through)
    {
        var patience = TimeSpan.FromSeconds(20);
        var (last, since) = (await through(), Stopwatch.StartNew());
        while (last < expected && since.Elapsed < patience)
        {
            await Task.Delay(BetweenLooks);
            var now = await through();
            if (now != last) (last, since) = (now, Stopwatch.StartNew());
        }

        return last;
    }

    /// <summary>Ends its processes in good order; database and queues stay.</summary>
    public async Task Stop()
    {
        await Task.WhenAll(Apps.Select(app => app.StopAsync()));
        foreach (var app in Apps) await app.DisposeAsync();
        Apps = [];
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Stop();
        await database.DisposeAsync();
        await broker.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

using System.Diagnostics;

namespace OrleansOrders.Bench;

/// <summary>A system under load: a process of its own, on a database and a virtual host of its own.</summary>
abstract class Target(string name, AppProcess app, TestDatabase database, TestVirtualHost broker) : IAsyncDisposable
{
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    public string Name => name;

    public Uri Address => app.Http.BaseAddress!;

    public int Pid => app.Id;

    protected AppProcess App => app;

    protected TestDatabase Database => database;

    protected TestVirtualHost Broker => broker;

    /// <summary>Orders that are through to the end so far, in all; cheap, and exact while nothing is sent twice.</summary>
    public abstract Task<long> Completed();

    /// <summary>Calls back with an order's id and a time stamp as it becomes final, until disposed.</summary>
    public abstract Task<IAsyncDisposable> Watch(Action<string, long> final);

    /// <summary>Transactions that the database has committed for this system.</summary>
    public Task<long> Commits() => database.ScalarAsync<long>($"select xact_commit from pg_stat_database where datname = '{database.Name}'");

    /// <summary>Waits until as many orders are through, and returns how many are when they are or when no more come for a while.</summary>
    public async Task<long> Drain(long expected)
    {
        var patience = TimeSpan.FromSeconds(20);
        var (last, since) = (await Completed(), Stopwatch.StartNew());
        while (last < expected && since.Elapsed < patience)
        {
            await Task.Delay(BetweenLooks);
            var now = await Completed();
            if (now != last) (last, since) = (now, Stopwatch.StartNew());
        }

        return last;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
        await broker.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

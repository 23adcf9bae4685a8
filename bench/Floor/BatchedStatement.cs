using System.Threading.Channels;
using Npgsql;

namespace OrleansOrders.Floor;

/// <summary>One statement for many; what arrives while it is under way travels in the next one.</summary>
sealed class BatchedStatement<T> : IAsyncDisposable
{
    const int MaxEntries = 200;

    readonly Channel<(T Entry, TaskCompletionSource Done)> _waiting = Channel.CreateBounded<(T, TaskCompletionSource)>(10_000);
    readonly Task _loops;

    /// <param name="dataSource">Where it runs.</param>
    /// <param name="sql">Takes the columns as arrays.</param>
    /// <param name="loops">How many may be under way at a time.</param>
    /// <param name="columns">Makes the columns of one loop.</param>
    public BatchedStatement(NpgsqlDataSource dataSource, string sql, int loops, Func<Column<T>[]> columns) =>
        _loops = Task.WhenAll(Enumerable.Range(0, loops).Select(_ => Loop(dataSource, sql, columns())));

    /// <summary>Returns when the statement with this entry is committed.</summary>
    public async Task Run(T entry)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync((entry, done));
        await done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _loops;
    }

    async Task Loop(NpgsqlDataSource dataSource, string sql, Column<T>[] columns)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var column in columns) command.Parameters.Add(column.Parameter);
        var (entries, waiters) = (new List<T>(MaxEntries), new List<TaskCompletionSource>(MaxEntries));
        while (await _waiting.Reader.WaitToReadAsync())
        {
            entries.Clear();
            waiters.Clear();
            while (entries.Count < MaxEntries && _waiting.Reader.TryRead(out var next))
            {
                entries.Add(next.Entry);
                waiters.Add(next.Done);
            }

            if (entries.Count == 0) continue;
            foreach (var column in columns) column.Fill(entries);
            await command.PrepareAsync();
            await command.ExecuteNonQueryAsync();
            foreach (var done in waiters) done.SetResult();
        }
    }
}

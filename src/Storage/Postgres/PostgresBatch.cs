using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>Runs one statement for a batch so that no item suffers for another.</summary>
static class PostgresBatch
{
    /// <summary>
    /// How often a statement that was surely rolled back is sent again. Victims of deadlocks succeed the next time or there is a mistake.
    /// </summary>
    const int Attempts = 5;

    /// <summary>
    /// Runs <paramref name="statement"/>, which settles the items it was given after its commit. Rolled back by a deadlock: again. Refused for
    /// what it contains: each item alone. Connection lost: the outcome is unknown, and every item fails with
    /// what <paramref name="explain"/> makes of it.
    /// </summary>
    public static async Task Run<TItem, TResult>(
        IReadOnlyList<BatchItem<TItem, TResult>> batch,
        Func<IReadOnlyList<BatchItem<TItem, TResult>>, CancellationToken, Task> statement,
        Func<Exception, Exception> explain,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await statement(batch, cancellationToken);
                return;
            }
            catch (Exception exception) when (PostgresErrors.IsRolledBack(exception) && attempt < Attempts)
            {
            }
            catch (Exception exception) when (batch.Count > 1 && PostgresErrors.IsRefusal(exception))
            {
                foreach (var item in batch) await Run([item], statement, explain, cancellationToken);
                return;
            }
            catch (Exception exception)
            {
                var explained = explain(exception);
                foreach (var item in batch) item.Fail(explained);
                return;
            }
        }
    }
}

using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>Runs one statement for a batch so that one bad item does not fail the others.</summary>
static class PostgresBatch
{
    /// <summary>
    /// Maximum number of attempts for a statement that was rolled back. Deadlock victims succeed on the next attempt; more failures
    /// indicate a bug.
    /// </summary>
    const int Attempts = 5;

    /// <summary>
    /// Runs <paramref name="statement"/>, which settles its items after the commit. After a rollback by a deadlock it runs again. If the
    /// server rejects its content, it runs once per item. If the connection is lost, the outcome is unknown, and every item fails with the
    /// exception that <paramref name="explain"/> returns.
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

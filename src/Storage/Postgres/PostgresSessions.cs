using System.Runtime.CompilerServices;
using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>
/// The state of a data source beyond its pool: when its sessions were last renewed, and whether the server accepted the last write. One
/// instance per data source of a process. Safe for concurrent use.
/// </summary>
public sealed class PostgresSessions : IWriteHealth
{
    /// <summary>
    /// Minimum time between two renewals. If the server itself is read-only, new sessions are no better, and readers keep theirs.
    /// </summary>
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a failed write counts. It expires because a process that is not ready may receive no request whose write could succeed.
    /// </summary>
    static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    static readonly ConditionalWeakTable<NpgsqlDataSource, PostgresSessions> Known = [];

    readonly NpgsqlDataSource _dataSource;
    readonly TimeProvider _clock;
    readonly Lock _gate = new();
    TaskCompletionSource _renewed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _renewals;
    long? _renewedAt;
    long? _failedAt;

    internal PostgresSessions(NpgsqlDataSource dataSource, TimeProvider clock) => (_dataSource, _clock) = (dataSource, clock);

    /// <summary>Number of renewals so far.</summary>
    public int Renewals
    {
        get
        {
            lock (_gate) return _renewals;
        }
    }

    /// <summary>
    /// True if the last write failed less than 5 s ago because the server does not accept writes (read-only, disk full, missing right).
    /// Includes writes of silos that this process called.
    /// </summary>
    public bool WritesFail
    {
        get
        {
            lock (_gate) return _failedAt is { } at && _clock.GetElapsedTime(at) < Memory;
        }
    }

    /// <summary>Completes at the next renewal. A session that was opened before then is outdated, even while it is in use.</summary>
    internal Task Renewed
    {
        get
        {
            lock (_gate) return _renewed.Task;
        }
    }

    /// <summary>The state of <paramref name="dataSource"/>.</summary>
    public static PostgresSessions Of(NpgsqlDataSource dataSource) =>
#pragma warning disable RS0030 // A session of the database is not simulated.
        Known.GetValue(dataSource, static found => new(found, TimeProvider.System));
#pragma warning restore RS0030


    /// <summary>
    /// Closes every session of the pool (those in use when they are returned) and clears the cached primary host. Does nothing within a
    /// second of the last renewal.
    /// </summary>
    public void Renew()
    {
        TaskCompletionSource renewed;
        lock (_gate)
        {
            if (_renewedAt is { } at && _clock.GetElapsedTime(at) < Rest) return;
            _renewedAt = _clock.GetTimestamp();
            _renewals++;
            (renewed, _renewed) = (_renewed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        if (_dataSource is NpgsqlMultiHostDataSource hosts) hosts.ClearDatabaseStates();
        _dataSource.Clear();
        renewed.SetResult();
    }

    /// <summary>
    /// Runs <paramref name="statement"/>, which opens a connection and executes one transaction. If its session is unusable, the pool is
    /// renewed and the statement runs once more. The first run changed nothing: the server rolled it back.
    /// </summary>
    public async Task<T> Use<T>(Func<Task<T>> statement)
    {
        try
        {
            return await statement();
        }
        catch (Exception exception) when (EndsSession(exception))
        {
            Renew();
        }

        return await statement();
    }

    /// <summary>Same as <see cref="Use"/> for a statement that writes; sets <see cref="WritesFail"/>.</summary>
    public async Task<T> Write<T>(Func<Task<T>> statement)
    {
        try
        {
            var result = await Use(statement);
            lock (_gate) _failedAt = null;
            return result;
        }
        catch (Exception exception) when (Causes(exception).Any(PostgresErrors.KeepsFromWriting))
        {
            WriteFailed();
            throw;
        }
    }

    /// <summary>Records that the server does not accept writes.</summary>
    public void WriteFailed()
    {
        lock (_gate) _failedAt = _clock.GetTimestamp();
    }

    static bool EndsSession(Exception exception) => Causes(exception).Any(PostgresErrors.EndsSession);

    // Orleans' storage wraps the driver's exceptions.
    static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException) yield return cause;
    }
}

using System.Runtime.CompilerServices;
using Npgsql;

namespace OrleansOrders.Grains;

/// <summary>
/// What is known of a data source beyond its pool: whether the sessions in it are still good, and whether the server takes writes. One for each data
/// source of a process, found by it. Safe for concurrent use.
/// </summary>
public sealed class PostgresSessions
{
    /// <summary>
    /// The pool is renewed no more often than this: where the server itself is read-only new sessions are no better, and readers keep theirs meanwhile.
    /// </summary>
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>How long a write that the server refused counts where no other was tried: without requests nobody finds out that it would succeed again.</summary>
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

    /// <summary>How often the pool was renewed.</summary>
    public int Renewals
    {
        get
        {
            lock (_gate) return _renewals;
        }
    }

    /// <summary>
    /// Whether the last write failed because the server does not write now (a full disk, a right that is missing, read-only), and not long ago: a write of
    /// this process, or of a silo that it called.
    /// </summary>
    public bool WritesFail
    {
        get
        {
            lock (_gate) return _failedAt is { } at && _clock.GetElapsedTime(at) < Memory;
        }
    }

    /// <summary>Ends when the pool is renewed after this was asked for: a session that was opened before is then an old one, also where it is held.</summary>
    internal Task Renewed
    {
        get
        {
            lock (_gate) return _renewed.Task;
        }
    }

    /// <summary>That of <paramref name="dataSource"/>.</summary>
    public static PostgresSessions Of(NpgsqlDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return Known.GetValue(dataSource, static found => new(found, TimeProvider.System));
    }

    /// <summary>
    /// Ends every session of the pool, those in use when they are given back, and forgets which host is the primary. Does nothing within a second of the
    /// last time.
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
    /// Calls <paramref name="statement"/>, which opens a connection and does one transaction, and once more on a renewed pool where its session turned out to be no
    /// good. The first call changed nothing then: the server had rolled it back.
    /// </summary>
    public async Task<T> Use<T>(Func<Task<T>> statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
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

    /// <summary>As <see cref="Use"/>, for a statement that writes: what became of it is remembered.</summary>
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

    /// <summary>The server does not write now.</summary>
    internal void WriteFailed()
    {
        lock (_gate) _failedAt = _clock.GetTimestamp();
    }

    static bool EndsSession(Exception exception) => Causes(exception).Any(PostgresErrors.EndsSession);

    // Orleans' storage wraps what the driver throws.
    static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException) yield return cause;
    }
}

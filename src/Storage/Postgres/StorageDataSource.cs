using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>Creates the <see cref="NpgsqlDataSource"/> of a process, of its audits, and of its cluster membership.</summary>
public static class StorageDataSource
{
    // Every statement uses an index and lists in index order. Without these settings, a plan that was cached while a table was small would
    // scan or sort the whole table once it has grown. JIT compilation costs more than it saves for such short statements.
    const string SessionSettings = "-c enable_seqscan=off -c enable_sort=off -c jit=off";

    // An audit reads whole tables in parallel and discards most rows. These settings keep its joins linear when statistics are missing or
    // wrong; a nested loop over two large sets is quadratic.
    const string AuditSettings = "-c jit=off -c enable_nestloop=off -c work_mem=128MB -c parallel_setup_cost=0 -c parallel_tuple_cost=0";

    static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    /// <summary>Selects the host that accepts writes.</summary>
    const string TakesWrites = "read-write";

    /// <summary>Seconds for which the primary among several hosts is cached; a failover takes at most this much longer.</summary>
    const int HostMemory = 2;

    /// <summary>
    /// Creates a pool for <paramref name="connectionString"/> (Npgsql format; <c>Search Path</c> selects the schema; of several hosts the
    /// one that accepts writes is used). Does not connect. Settings in the string for pool, hosts and timeouts take precedence. Throws
    /// <see cref="StorageUnavailableException"/> if the string is unusable.
    /// </summary>
    public static NpgsqlDataSource Create(string connectionString, StorageOptions? options = null)
    {
        options ??= new();
        return Create(Read(connectionString), SessionSettings, options);
    }

    /// <summary>
    /// Creates connections for <see cref="Auditor"/>, outside the pool of <see cref="Create(string, StorageOptions)"/>: each is opened for
    /// one audit and closed after it. The server ends a statement after <see cref="StorageOptions.AuditTimeout"/>. Throws as
    /// <see cref="Create(string, StorageOptions)"/>.
    /// </summary>
    public static NpgsqlDataSource CreateForAudits(string connectionString, StorageOptions? options = null)
    {
        options ??= new();
        var settings = Read(connectionString);
        settings.Pooling = false;

        // The server's limit is reached first and gives a clear error. The client's limit is for a server that does not respond.
        settings.CommandTimeout = (int)(options.AuditTimeout + AnswerTime).TotalSeconds;
        settings.ApplicationName = "orleans-orders-audit";
        var limit = (long)options.AuditTimeout.TotalMilliseconds;
        return Create(settings, FormattableString.Invariant($"{AuditSettings} -c statement_timeout={limit}"), options);
    }

    /// <summary>
    /// Creates a pool of <paramref name="connections"/> for cluster membership: a process whose other connections are all in use stays a
    /// member. Throws as <see cref="Create(string, StorageOptions)"/>.
    /// </summary>
    public static NpgsqlDataSource CreateForMembers(string connectionString, int connections, StorageOptions? options = null)
    {
        options ??= new();
        var settings = Read(connectionString);
        (settings.MinPoolSize, settings.MaxPoolSize) = (0, connections);
        settings.ApplicationName = "orleans-orders-members";
        return Create(settings, SessionSettings, options);
    }

    static NpgsqlDataSource Create(NpgsqlConnectionStringBuilder settings, string sessionSettings, StorageOptions options)
    {
        Default(settings, "Maximum Pool Size", options.MaxConnections);
        Default(settings, "Timeout", (int)options.ConnectTimeout.TotalSeconds);
        Default(settings, "Command Timeout", (int)options.CommandTimeout.TotalSeconds);
        Default(settings, "Application Name", "orleans-orders");

        // No statement leaves session settings behind, so a connection needs no reset between two uses.
        Default(settings, "No Reset On Close", true);

        // Detects a vanished peer within 30 s instead of hours.
        Default(settings, "Tcp Keepalive Time", 10);
        Default(settings, "Tcp Keepalive Interval", 5);
        settings.Options = settings.Options is { Length: > 0 } given ? $"{sessionSettings} {given}" : sessionSettings;
        return Usable(() => NpgsqlDataSource.Create(settings));
    }

    static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        var settings = Usable(() => new NpgsqlConnectionStringBuilder(connectionString));
        if (string.IsNullOrWhiteSpace(settings.Host)) throw new StorageUnavailableException("The connection string for PostgreSQL names no Host.");
        if (settings.Host.Contains(','))
        {
            Default(settings, "Target Session Attributes", TakesWrites);
            Default(settings, "Host Recheck Seconds", HostMemory);
        }
        else if (settings.TargetSessionAttributes is not (null or "any"))
        {
            throw new StorageUnavailableException("The connection string for PostgreSQL has Target Session Attributes, which choose among several hosts, and one Host.");
        }

        return settings;
    }

    static T Usable<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or FormatException)
        {
            // The cause is omitted: its message may quote the string and thus the password.
            throw new StorageUnavailableException($"The connection string for PostgreSQL cannot be read ({exception.GetType().Name}).");
        }
    }

    static void Default(NpgsqlConnectionStringBuilder settings, string key, object value)
    {
        if (!settings.ContainsKey(key) || !settings.Keys.Contains(key, StringComparer.OrdinalIgnoreCase)) settings[key] = value;
    }
}

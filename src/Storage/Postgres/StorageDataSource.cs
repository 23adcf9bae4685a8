using Npgsql;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage;

/// <summary>Makes the <see cref="NpgsqlDataSource"/> of a process, the one of its audits, and the one of its cluster.</summary>
public static class StorageDataSource
{
    // Every statement here goes by an index, and lists in its order. Without this, plans that were made and kept while a table was small would read or sort all of it
    // once it has grown. Compiling such short statements only costs.
    const string SessionSettings = "-c enable_seqscan=off -c enable_sort=off -c jit=off";

    // An audit reads whole tables, with all processors, and discards most of it. Its joins are linear also where statistics are missing or wrong: a nested loop over two
    // large sets would not be.
    const string AuditSettings = "-c jit=off -c enable_nestloop=off -c work_mem=128MB -c parallel_setup_cost=0 -c parallel_tuple_cost=0";

    static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    /// <summary>Of several hosts the one that takes writes.</summary>
    const string TakesWrites = "read-write";

    /// <summary>Seconds for which it is remembered which of several hosts that is: a failover lasts so much longer at most.</summary>
    const int HostMemory = 2;

    /// <summary>
    /// A pool for <paramref name="connectionString"/> (Npgsql form; <c>Search Path</c> chooses the schema; of several hosts the one that takes writes is used). Does not connect.
    /// What the string says itself about pool, hosts and timeouts stands. <see cref="StorageUnavailableException"/> for a string that cannot be used.
    /// </summary>
    public static NpgsqlDataSource Create(string connectionString, StorageOptions? options = null)
    {
        options = (options ?? new StorageOptions()).Validated();
        return Create(Read(connectionString), SessionSettings, options);
    }

    /// <summary>
    /// Connections for <see cref="Auditor"/>, outside the pool of <see cref="Create(string, StorageOptions)"/>: each is opened for one audit and closed after it. The
    /// server ends a statement after <see cref="StorageOptions.AuditTimeout"/>. Errors as above.
    /// </summary>
    public static NpgsqlDataSource CreateForAudits(string connectionString, StorageOptions? options = null)
    {
        options = (options ?? new StorageOptions()).Validated();
        var settings = Read(connectionString);
        settings.Pooling = false;

        // The server ends a statement first, and says so. The client's limit is for a server that does not answer.
        settings.CommandTimeout = (int)(options.AuditTimeout + AnswerTime).TotalSeconds;
        settings.ApplicationName = "orleans-orders-audit";
        var limit = (long)options.AuditTimeout.TotalMilliseconds;
        return Create(settings, FormattableString.Invariant($"{AuditSettings} -c statement_timeout={limit}"), options);
    }

    /// <summary>
    /// A pool of <paramref name="connections"/> for the list of the cluster's members: a process whose other connections are all in use stays a member. Errors as above.
    /// </summary>
    public static NpgsqlDataSource CreateForMembers(string connectionString, int connections, StorageOptions? options = null)
    {
        options = (options ?? new StorageOptions()).Validated();
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

        // Nothing here leaves settings behind in a session, so there is nothing to reset between two uses of a connection.
        Default(settings, "No Reset On Close", true);

        // A peer that vanished without a word is noticed within half a minute, not within hours.
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
            // The cause is kept out: its message may quote the string, and with it the password.
            throw new StorageUnavailableException($"The connection string for PostgreSQL cannot be read ({exception.GetType().Name}).");
        }
    }

    static void Default(NpgsqlConnectionStringBuilder settings, string key, object value)
    {
        if (!settings.ContainsKey(key) || !settings.Keys.Contains(key, StringComparer.OrdinalIgnoreCase)) settings[key] = value;
    }
}

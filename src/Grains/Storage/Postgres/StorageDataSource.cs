using Npgsql;

namespace OrleansOrders.Grains;

/// <summary>Makes the one <see cref="NpgsqlDataSource"/> of a process.</summary>
public static class StorageDataSource
{
    // Every statement here goes by an index. Without this, plans that were made and kept while a table was small would read all of it once it
    // has grown. Compiling such short statements only costs.
    const string SessionSettings = "-c enable_seqscan=off -c jit=off";

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
        var settings = Read(connectionString);
        Default(settings, "Maximum Pool Size", options.MaxConnections);
        Default(settings, "Timeout", (int)options.ConnectTimeout.TotalSeconds);
        Default(settings, "Command Timeout", (int)options.CommandTimeout.TotalSeconds);
        Default(settings, "Application Name", "orleans-orders");

        // Nothing here leaves settings behind in a session, so there is nothing to reset between two uses of a connection.
        Default(settings, "No Reset On Close", true);

        // A peer that vanished without a word is noticed within half a minute, not within hours.
        Default(settings, "Tcp Keepalive Time", 10);
        Default(settings, "Tcp Keepalive Interval", 5);
        settings.Options = settings.Options is { Length: > 0 } given ? $"{SessionSettings} {given}" : SessionSettings;
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

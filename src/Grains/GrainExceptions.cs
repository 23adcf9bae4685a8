using Orleans;

namespace OrleansOrders.Grains;

/// <summary>
/// The activation's state was stale and nothing was changed: another activation of the same grain wrote first. This activation deactivates;
/// the caller must retry.
/// </summary>
[GenerateSerializer]
public sealed class StaleActivationException : Exception
{
    /// <summary>With a default message.</summary>
    public StaleActivationException()
        : base("Another activation of this grain changed the stored state; retry the call.")
    {
    }

    /// <summary>With a message.</summary>
    public StaleActivationException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public StaleActivationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>
/// PostgreSQL is unavailable: unreachable, refusing connections, or the connection was lost. The outcome of a write in progress is unknown.
/// The message is one line, names what to check, and contains no secret.
/// </summary>
[GenerateSerializer]
public sealed class StorageUnavailableException : Exception
{
    /// <summary>With a default message.</summary>
    public StorageUnavailableException()
        : base("PostgreSQL is not available.")
    {
    }

    /// <summary>With a message.</summary>
    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public StorageUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// True if the server responded that it does not accept writes: it is read-only, its disk is full, or a right is missing.
    /// </summary>
    [Id(0)]
    public bool KeepsFromWriting { get; init; }
}

using Orleans;

namespace OrleansOrders.Grains;

/// <summary>
/// What this activation believed is not what is stored, and nothing was changed: another activation of the same grain was faster. This one ends;
/// ask again.
/// </summary>
[GenerateSerializer]
public sealed class StaleActivationException : Exception
{
    /// <summary>With a default message.</summary>
    public StaleActivationException()
        : base("Another activation of this grain changed what is stored; ask again.")
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
/// PostgreSQL cannot be used now: out of reach, refusing us, or lost on the way. Whether a write that was under way happened is unknown. The
/// message is one line, names what to look at, and holds no secret.
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

    /// <summary>The server answered that it does not write now: it is read-only, its disk is full, a right is missing.</summary>
    [Id(0)]
    public bool KeepsFromWriting { get; init; }
}

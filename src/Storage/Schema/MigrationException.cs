namespace OrleansOrders.Storage;

/// <summary>The database's schema does not fit this version. The message is one line and says what to do.</summary>
public sealed class MigrationException : Exception
{
    /// <summary>With a default message.</summary>
    public MigrationException()
        : base("The database's schema does not fit this version.")
    {
    }

    /// <summary>With a message.</summary>
    public MigrationException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public MigrationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

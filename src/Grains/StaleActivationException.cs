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

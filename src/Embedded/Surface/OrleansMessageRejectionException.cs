namespace Orleans.Runtime;

/// <summary>The call was not taken and has had no effect: the engine stops, or the grain kept going away. Trying again later is right.</summary>
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message)
        : base(message)
    {
    }
}

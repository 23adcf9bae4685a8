namespace OrleansOrders.RabbitMq;

/// <summary>The properties of a message that could not be decoded, as they came.</summary>
/// <param name="Size">How many bytes there were.</param>
/// <param name="Bytes">The first of them, at most <see cref="MaxKept"/>, from the property flags of the content header on.</param>
public sealed record UndecodedEnvelope(int Size, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Most bytes that are kept: enough to see what a producer does, and little beside other headers in one frame.</summary>
    public const int MaxKept = 8 * 1024;

    /// <summary>Why, for a person.</summary>
    public string Error { get; init; } = "";
}

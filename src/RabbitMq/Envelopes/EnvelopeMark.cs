using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// The header that takes the place of properties which cannot be decoded, on the way from the socket to the client library and no further. Its name is drawn
/// when the process starts, so that no producer can send it.
/// </summary>
internal static class EnvelopeMark
{
    const int ProblemAndSize = 5;
    const ushort HeadersFlag = 0x2000;
    const ushort MessageIdFlag = 0x0080;

    static readonly string Name = "x-undecoded-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    static readonly byte[] NameBytes = Encoding.ASCII.GetBytes(Name);

    /// <summary>Properties with the mark, and with the message id where that can be read.</summary>
    /// <param name="properties">Those that came, or their beginning.</param>
    /// <param name="size">How many bytes they had.</param>
    /// <param name="problem">Why they are replaced.</param>
    public static byte[] Properties(ReadOnlySpan<byte> properties, int size, EnvelopeProblem problem)
    {
        var kept = properties[..Math.Min(properties.Length, UndecodedEnvelope.MaxKept)];
        var id = EnvelopeCheck.SoundMessageId(properties);
        var value = ProblemAndSize + kept.Length;
        var table = 1 + NameBytes.Length + 1 + 4 + value;
        var marked = new byte[2 + 4 + table + (id.IsEmpty ? 0 : 1 + id.Length)];
        BinaryPrimitives.WriteUInt16BigEndian(marked, (ushort)(id.IsEmpty ? HeadersFlag : HeadersFlag | MessageIdFlag));
        BinaryPrimitives.WriteInt32BigEndian(marked.AsSpan(2), table);
        var at = 6;
        marked[at++] = (byte)NameBytes.Length;
        NameBytes.CopyTo(marked, at);
        at += NameBytes.Length;
        marked[at++] = (byte)'S';
        BinaryPrimitives.WriteInt32BigEndian(marked.AsSpan(at), value);
        marked[at += 4] = (byte)problem;
        BinaryPrimitives.WriteInt32BigEndian(marked.AsSpan(at + 1), size);
        kept.CopyTo(marked.AsSpan(at + ProblemAndSize));
        if (id.IsEmpty) return marked;
        at += value;
        marked[at++] = (byte)id.Length;
        id.CopyTo(marked.AsSpan(at));
        return marked;
    }

    /// <summary>What could not be decoded of this message; null where all could.</summary>
    public static UndecodedEnvelope? Of(IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers && headers.TryGetValue(Name, out var value) && value is byte[] { Length: >= ProblemAndSize } mark
            ? new(BinaryPrimitives.ReadInt32BigEndian(mark.AsSpan(1)), mark.AsMemory(ProblemAndSize)) { Error = ((EnvelopeProblem)mark[0]).Describe() }
            : null;
}

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

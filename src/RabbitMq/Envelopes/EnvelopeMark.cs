using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// The header that replaces undecodable properties between the socket and the client library. Its name is random per process, so that no
/// producer can send it.
/// </summary>
static class EnvelopeMark
{
    const int ProblemAndSize = 5;
    const ushort HeadersFlag = 0x2000;
    const ushort MessageIdFlag = 0x0080;

#pragma warning disable RS0030 // A name that no producer knows. It never leaves the process.
    static readonly string Name = "x-undecoded-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
#pragma warning restore RS0030
    static readonly byte[] NameBytes = Encoding.ASCII.GetBytes(Name);

    /// <summary>Creates properties with the mark, and with the message id if it is readable.</summary>
    /// <param name="properties">The received properties, or their beginning.</param>
    /// <param name="size">Their size in bytes.</param>
    /// <param name="problem">The reason for the replacement.</param>
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

    /// <summary>The undecodable properties of this message; null if its properties were decoded.</summary>
    public static UndecodedEnvelope? Of(IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers && headers.TryGetValue(Name, out var value) && value is byte[] { Length: >= ProblemAndSize } mark
            ? new(BinaryPrimitives.ReadInt32BigEndian(mark.AsSpan(1)), mark.AsMemory(ProblemAndSize)) { Error = ((EnvelopeProblem)mark[0]).Describe() }
            : null;
}

/// <summary>The received properties of a message that could not be decoded.</summary>
/// <param name="Size">Their size in bytes.</param>
/// <param name="Bytes">The first bytes, at most <see cref="MaxKept"/>, starting with the property flags of the content header.</param>
public sealed record UndecodedEnvelope(int Size, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Maximum number of bytes kept: enough for a diagnosis, and small beside other headers in one frame.</summary>
    public const int MaxKept = 8 * 1024;

    /// <summary>The reason in words.</summary>
    public string Error { get; init; } = "";
}

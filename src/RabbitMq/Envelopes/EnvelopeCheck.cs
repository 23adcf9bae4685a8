using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// Checks whether RabbitMQ.Client can decode the properties of a content header and encode them again. Its decoder (7.2.2) closes the
/// connection for values it cannot represent, and recurses into nested tables until the stack overflows. Its encoder fails for texts that
/// grew during decoding. This check does not recurse and reads each byte at most once.
/// </summary>
static class EnvelopeCheck
{
    /// <summary>
    /// Maximum size of the properties in bytes. Everything published by this transport is smaller. A RabbitMQ frame has at most 128 KiB by
    /// default, and a copy of the message with additional headers must fit.
    /// </summary>
    public const int MaxSize = 96 * 1024;

    /// <summary>Maximum nesting of tables and arrays, including the header table.</summary>
    public const int MaxDepth = 32;

    /// <summary>Maximum scale of a <see cref="decimal"/>.</summary>
    public const int MaxScale = 28;

    const ushort MessageIdFlag = 0x0080;
    const ushort UnknownFlags = 0x0003;

    // Property flags from bit 15 down: s for a short string, t for a table, b for an octet, T for a timestamp.
    const string Kinds = "sstbbssssTssss";

    /// <param name="properties">The payload of the frame, starting with the property flags.</param>
    public static EnvelopeProblem Problem(ReadOnlySpan<byte> properties)
    {
        if (properties.Length > MaxSize) return EnvelopeProblem.TooLarge;
        if (properties.Length < 2) return EnvelopeProblem.Malformed;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(properties);
        if ((flags & UnknownFlags) != 0) return EnvelopeProblem.Malformed;
        var at = 2;
        for (var i = 0; i < Kinds.Length; i++)
        {
            if ((flags & (0x8000 >> i)) == 0) continue;
            var problem = Kinds[i] switch
            {
                's' => ShortString(properties, ref at),
                't' => Table(properties, ref at),
                'b' => Skip(properties, ref at, 1),
                _ => Skip(properties, ref at, 8),
            };
            if (problem is not EnvelopeProblem.None) return problem;
        }

        return at == properties.Length ? EnvelopeProblem.None : EnvelopeProblem.Malformed;
    }

    /// <summary>The message id if it is valid text and the fields before it are readable; otherwise empty.</summary>
    public static ReadOnlySpan<byte> SoundMessageId(ReadOnlySpan<byte> properties)
    {
        if (properties.Length < 2) return [];
        var flags = BinaryPrimitives.ReadUInt16BigEndian(properties);
        if ((flags & MessageIdFlag) == 0) return [];
        long at = 2;
        for (var i = 0; at < properties.Length; i++)
        {
            var flag = 0x8000 >> i;
            if ((flags & flag) == 0) continue;
            if (flag == MessageIdFlag)
            {
                var id = properties[(int)at..];
                return id[0] < id.Length && Utf8.IsValid(id.Slice(1, id[0])) ? id.Slice(1, id[0]) : [];
            }

            if (Kinds[i] == 't' && properties.Length - at < 4) return [];
            at += Kinds[i] switch
            {
                's' => 1 + properties[(int)at],
                't' => 4 + (long)BinaryPrimitives.ReadUInt32BigEndian(properties[(int)at..]),
                _ => 1,
            };
        }

        return [];
    }

    static EnvelopeProblem Table(ReadOnlySpan<byte> bytes, ref int at)
    {
        Span<int> ends = stackalloc int[MaxDepth];
        var depth = 0;

        // Bit d is set if level d is an array, whose elements have no names.
        var arrays = 0u;
        if (!Open(bytes, ref at, bytes.Length, out ends[0])) return EnvelopeProblem.Malformed;
        while (true)
        {
            var end = ends[depth];
            if (at == end)
            {
                if (depth-- == 0) return EnvelopeProblem.None;
                continue;
            }

            if ((arrays & (1u << depth)) == 0 && ShortString(bytes[..end], ref at) is not EnvelopeProblem.None and var problem) return problem;
            if (at >= end) return EnvelopeProblem.Malformed;
            var type = bytes[at++];
            if (type is (byte)'F' or (byte)'A')
            {
                if (++depth == MaxDepth) return EnvelopeProblem.TooDeep;
                if (!Open(bytes, ref at, end, out ends[depth])) return EnvelopeProblem.Malformed;
                arrays = type == 'A' ? arrays | (1u << depth) : arrays & ~(1u << depth);
            }
            else if (type is (byte)'S' or (byte)'x')
            {
                if (!Open(bytes, ref at, end, out var after)) return EnvelopeProblem.Malformed;
                at = after;
            }
            else
            {
                var size = SizeOf(type);
                if (size < 0 || size > end - at) return EnvelopeProblem.Malformed;
                if (type == 'D' && bytes[at] > MaxScale) return EnvelopeProblem.Decimal;
                at += size;
            }
        }
    }

    static int SizeOf(byte type) => type switch
    {
        (byte)'V' => 0,
        (byte)'t' or (byte)'b' or (byte)'B' => 1,
        (byte)'s' or (byte)'u' => 2,
        (byte)'I' or (byte)'i' or (byte)'f' => 4,
        (byte)'D' => 5,
        (byte)'l' or (byte)'d' or (byte)'T' => 8,
        _ => -1,
    };

    static bool Open(ReadOnlySpan<byte> bytes, ref int at, int limit, out int end)
    {
        end = 0;
        if (limit - at < 4) return false;
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
        if (length > (uint)(limit - at - 4)) return false;
        at += 4;
        end = at + (int)length;
        return true;
    }

    static EnvelopeProblem ShortString(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (at >= bytes.Length || bytes[at] > bytes.Length - at - 1) return EnvelopeProblem.Malformed;
        var text = bytes.Slice(at + 1, bytes[at]);
        at += 1 + text.Length;
        return Ascii.IsValid(text) || Utf8.IsValid(text) ? EnvelopeProblem.None : EnvelopeProblem.NotText;
    }

    static EnvelopeProblem Skip(ReadOnlySpan<byte> bytes, ref int at, int count)
    {
        if (count > bytes.Length - at) return EnvelopeProblem.Malformed;
        at += count;
        return EnvelopeProblem.None;
    }
}

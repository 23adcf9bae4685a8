using System.Buffers.Binary;
using System.Text;

namespace OrleansOrders.Testing;

/// <summary>Writes properties of a message byte by byte, including undecodable ones.</summary>
public static class RawProperties
{
    /// <summary>The text properties by name, each with its flag.</summary>
    public static IReadOnlyDictionary<string, ushort> Texts { get; } = new Dictionary<string, ushort>
    {
        ["content_type"] = 0x8000, ["content_encoding"] = 0x4000, ["correlation_id"] = 0x0400, ["reply_to"] = 0x0200,
        ["message_id"] = 0x0080, ["type"] = 0x0020, ["app_id"] = 0x0008, ["cluster_id"] = 0x0004,
    };

    const ushort HeadersFlag = 0x2000;

    /// <summary>Headers from the entries of their table, and the message id if given.</summary>
    public static byte[] Headers(ReadOnlySpan<byte> entries, string? messageId = null)
    {
        var flags = (ushort)(messageId is null ? HeadersFlag : HeadersFlag | Texts["message_id"]);
        return [(byte)(flags >> 8), (byte)flags, .. WithLength(entries), .. messageId is null ? [] : Short(Encoding.UTF8.GetBytes(messageId))];
    }

    /// <summary>One text property, whatever its bytes.</summary>
    public static byte[] Text(string name, ReadOnlySpan<byte> value) => [(byte)(Texts[name] >> 8), (byte)Texts[name], .. Short(value)];

    /// <summary>An entry of a table: name, type and value.</summary>
    public static byte[] Entry(ReadOnlySpan<byte> name, char type, ReadOnlySpan<byte> value) => [.. Short(name), (byte)type, .. value];

    /// <summary>A value preceded by its length in four bytes: a long string, table or array.</summary>
    public static byte[] WithLength(ReadOnlySpan<byte> value)
    {
        var bytes = new byte[value.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value.Length);
        value.CopyTo(bytes.AsSpan(4));
        return bytes;
    }

    public static byte[] DecimalValue(byte scale, int value)
    {
        var bytes = new byte[5];
        bytes[0] = scale;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), value);
        return bytes;
    }

    /// <summary>The entries of a table with <paramref name="depth"/> nested tables or arrays.</summary>
    public static byte[] Nested(int depth, char type)
    {
        // A field of a table begins with its name, here an empty one; an element of an array has none.
        byte[] start = type == 'F' ? [0, (byte)type] : [(byte)type];
        var level = start.Length + 4;
        var bytes = new byte[(depth * level) + (type == 'F' ? 0 : 1)];
        var at = bytes.Length - (depth * level);
        for (var i = 0; i < depth; i++, at += level)
        {
            start.CopyTo(bytes, at);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at + start.Length), bytes.Length - at - level);
        }

        return bytes;
    }

    static byte[] Short(ReadOnlySpan<byte> value) => [(byte)value.Length, .. value];
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// The id of a dead letter: the id assigned when it became one, otherwise a hash of its content. Identical letters from other programs
/// share an id.
/// </summary>
static class DeadLetterId
{
    public static Guid Of(Delivery delivery) =>
        Text(delivery, MessageHeaders.DeadLetterId) is { } given && Guid.TryParseExact(given, "D", out var id) ? id : Derived(delivery);

    static Guid Derived(Delivery delivery)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Encoding.UTF8.GetBytes(delivery.MessageId ?? ""));
        Add(hash, delivery.Body.Span);
        Add(hash, Encoding.UTF8.GetBytes(Text(delivery, MessageHeaders.DeadAt) ?? ""));
        Add(hash, Encoding.UTF8.GetBytes(Text(delivery, MessageHeaders.OriginQueue) ?? ""));
        Add(hash, Encoding.UTF8.GetBytes(delivery.Exchange));
        Add(hash, Encoding.UTF8.GetBytes(delivery.RoutingKey));

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        // Version 8 and the variant of RFC 9562: a custom id.
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new(digest[..16], bigEndian: true);
    }

    // Each part is preceded by its length, so that different parts never hash to the same input.
    static void Add(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }

    static string? Text(Delivery delivery, string header) => delivery.Headers.GetValueOrDefault(header) as string;
}

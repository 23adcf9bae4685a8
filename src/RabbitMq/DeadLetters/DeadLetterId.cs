using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// The id of a dead letter: the one it was given when it was set aside, else one that follows from what it is. Letters of others that are equal in
/// everything are the same letter twice.
/// </summary>
internal static class DeadLetterId
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
        // Version 8 and the variant of RFC 9562: an id of a making of our own.
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new(digest[..16], bigEndian: true);
    }

    // With its length before it, so that nothing can move from one part into the next.
    static void Add(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }

    static string? Text(Delivery delivery, string header) => delivery.Headers.GetValueOrDefault(header) as string;
}

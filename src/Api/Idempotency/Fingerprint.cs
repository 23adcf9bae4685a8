using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OrleansOrders.Domain;

namespace OrleansOrders.Api;

/// <summary>Two posts with one idempotency key are the same when they ask for the same, however they spell it.</summary>
static class Fingerprint
{
    /// <summary>SHA-256 over the content and, where the client chose it, the id. Stored: what is hashed, and in which order, may not change.</summary>
    public static byte[] Of(NewOrder order, bool ownId)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, ownId ? order.OrderId.Value : "");
        Add(hash, order.CustomerId.Value);
        Add(hash, order.PaymentToken ?? "");
        Add(hash, order.Total.Currency.Code);
        Add(hash, Text(order.Total.Amount));
        foreach (var line in order.Lines)
        {
            Add(hash, line.Sku.Value);
            Add(hash, line.Quantity.ToString());
            Add(hash, Text(line.Price));
        }

        return hash.GetHashAndReset();
    }

    // Each text goes in with its length, so that no two lists of texts are the same bytes.
    static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    // Without trailing zeros: 1.5 and 1.50 are the same money.
    static string Text(decimal amount) => amount.ToString("0.############################", CultureInfo.InvariantCulture);
}

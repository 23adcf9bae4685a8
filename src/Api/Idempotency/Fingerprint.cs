using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansOrders.Api;

/// <summary>
/// Hash of a POST's content: two POSTs with the same idempotency key are equal if their content is equal, regardless of the dialect.
/// </summary>
static class Fingerprint
{
    /// <summary>
    /// SHA-256 of the content and, if the client chose it, of the id. It is stored, so the hashed fields and their order must not change.
    /// </summary>
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

    // Each text is preceded by its length, so that different lists of texts never give the same bytes.
    static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    // Without trailing zeros: 1.5 and 1.50 are the same amount.
    static string Text(decimal amount) => amount.ToString("0.############################", CultureInfo.InvariantCulture);
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansOrders.Contracts;

/// <summary>Writes message bodies so that the same content gives the same bytes.</summary>
static class JsonWriting
{
    // Bodies are never embedded in HTML; the default encoder would escape the + of an id.
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Object<T>(T content, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json, content);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes a time in the format of <see cref="UtcText"/>.</summary>
    public static void WriteInstant(this Utf8JsonWriter json, string name, DateTimeOffset instant) => json.WriteString(name, UtcText.Of(instant));

    /// <summary>Writes an amount with the currency's decimals, so that equal amounts give the same bytes.</summary>
    public static void WriteAmount(this Utf8JsonWriter json, string name, decimal amount, Currency currency) =>
        json.WriteNumber(name, Money.TryCreateTotal(amount, currency, out var money) ? money.Amount : throw new ArgumentOutOfRangeException(nameof(amount)));
}

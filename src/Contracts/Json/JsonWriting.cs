using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansOrders.Domain;

namespace OrleansOrders.Contracts;

/// <summary>How our messages are written, so that the same content gives the same bytes.</summary>
internal static class JsonWriting
{
    // Bodies are never put into a page; the default would hide the + of an id behind an escape.
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

    /// <summary>As <see cref="UtcText"/>.</summary>
    public static void WriteInstant(this Utf8JsonWriter json, string name, DateTimeOffset instant) => json.WriteString(name, UtcText.Of(instant));

    /// <summary>With the currency's decimals, wherever the amount has been since: equal amounts are the same bytes.</summary>
    public static void WriteAmount(this Utf8JsonWriter json, string name, decimal amount, Currency currency) =>
        json.WriteNumber(name, Money.TryCreateTotal(amount, currency, out var money) ? money.Amount : throw new ArgumentOutOfRangeException(nameof(amount)));
}

using System.Globalization;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>The headers that may be displayed: only texts and numbers, and none that looks like a credential.</summary>
static class ShownHeaders
{
    static readonly string[] Secret = ["authorization", "cookie", "password", "passwd", "secret", "token", "api-key", "apikey", "api_key", "credential"];

    // Displayed separately in decoded form.
    static readonly string[] Elsewhere = [MessageHeaders.Envelope, MessageHeaders.EnvelopeSize];

    public static Dictionary<string, object> Of(IReadOnlyDictionary<string, object?> headers)
    {
        var shown = new Dictionary<string, object>();
        foreach (var (name, value) in headers)
        {
            if (!Elsewhere.Contains(name) && Shown(value) is { } text && !Array.Exists(Secret, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
                shown[name] = text;
        }

        return shown;
    }

    static object? Shown(object? value) => value switch
    {
        null => null,
        string text => text,
        byte[] bytes => Convert.ToBase64String(bytes),
        bool truth => truth ? "true" : "false",
        AmqpTimestamp timestamp => timestamp.UnixTime,
        long number => number,
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float or double when Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) => number,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

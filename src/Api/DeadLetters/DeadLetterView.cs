using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Api;

/// <summary>A message that was set aside.</summary>
/// <param name="Id">The same at every look.</param>
/// <param name="Queue">The queue it came from; null where nobody knows.</param>
/// <param name="Reason">A stable code.</param>
/// <param name="Error">The same for a person.</param>
/// <param name="Attempts">How often it was tried; 0 where nobody knows.</param>
/// <param name="Body">JSON where it is JSON, else text in base64; null where it is omitted.</param>
/// <param name="BodyEncoding"><c>json</c>, <c>base64</c>, or <c>omitted</c>: too large for a list.</param>
/// <param name="BodyBytes">Its size.</param>
/// <param name="Headers">Texts and numbers; nothing that looks like a credential.</param>
/// <param name="Envelope">The properties as they came, where they could not be decoded; else null. It is sent back without them.</param>
/// <param name="At">When it was given up; null where nobody knows.</param>
/// <param name="Replays">How often it was sent back before.</param>
/// <param name="ReplayedBy">Who asked for that last.</param>
/// <param name="MessageId">The message's own id; null where its producer gave none.</param>
/// <param name="Exchange">Where it was first published.</param>
/// <param name="RoutingKey">And with which key.</param>
public sealed record DeadLetterView(
    string Id, string? Queue, string Reason, string? Error, int Attempts, JsonElement? Body, string BodyEncoding, int BodyBytes, JsonObject Headers, EnvelopeView? Envelope, DateTime? At,
    int Replays, string? ReplayedBy, string? MessageId, string Exchange, string RoutingKey)
{
    internal static DeadLetterView Of(DeadLetter letter, int maxBody = int.MaxValue)
    {
        var (body, encoding) = letter.Body.Length > maxBody ? (null, ShownBody.Omitted) : ShownBody.Of(letter.Body);
        return new(
            letter.Id.ToString("D"), letter.Queue, letter.Reason, letter.Error, letter.Attempts, body, encoding, letter.Body.Length, Shown(letter.Headers), EnvelopeView.Of(letter.Envelope),
            letter.At?.UtcDateTime, letter.Replays, letter.ReplayedBy, letter.MessageId, letter.Exchange, letter.RoutingKey);
    }

    static JsonObject Shown(IReadOnlyDictionary<string, object> headers) => new(headers.Select(header => KeyValuePair.Create<string, JsonNode?>(header.Key, header.Value switch
    {
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        var text => JsonValue.Create(text.ToString()),
    })));
}

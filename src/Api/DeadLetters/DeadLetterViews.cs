using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansOrders.Api;

/// <summary>A dead letter.</summary>
/// <param name="Id">The same on every read.</param>
/// <param name="Queue">The original queue; null if unknown.</param>
/// <param name="Reason">A stable code.</param>
/// <param name="Error">The reason in words.</param>
/// <param name="Attempts">Number of attempts; 0 if unknown.</param>
/// <param name="Body">The body as JSON if it is JSON, otherwise as base64 text; null if omitted.</param>
/// <param name="BodyEncoding"><c>json</c>, <c>base64</c>, or <c>omitted</c> (too large for a list).</param>
/// <param name="BodyBytes">Its size in bytes.</param>
/// <param name="Headers">Texts and numbers, without anything that looks like a credential.</param>
/// <param name="Envelope">The received properties if they could not be decoded; otherwise null. A replay omits them.</param>
/// <param name="At">Time at which the message was given up; null if unknown.</param>
/// <param name="Replays">Number of earlier replays.</param>
/// <param name="ReplayedBy">The requester of the last replay.</param>
/// <param name="MessageId">The message's id; null if the producer set none.</param>
/// <param name="Exchange">The exchange of the first publish.</param>
/// <param name="RoutingKey">The routing key of the first publish.</param>
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

/// <summary>Dead letters with the same cause.</summary>
public sealed record DeadLetterGroupView(string? Queue, string Reason, string? Error, int Count);

/// <summary>
/// Properties of a message that could not be decoded: the payload of its AMQP content header, starting with the property flags.
/// </summary>
/// <param name="Base64">Their first bytes, at most 8 KiB.</param>
/// <param name="Bytes">Their size in bytes.</param>
public sealed record EnvelopeView(string Base64, int Bytes)
{
    internal static EnvelopeView? Of(UndecodedEnvelope? envelope) => envelope is null ? null : new(Convert.ToBase64String(envelope.Bytes.Span), envelope.Size);
}

/// <summary>A page of dead letters, oldest first.</summary>
/// <param name="DeadLetters">At most the requested number.</param>
/// <param name="Groups">All matching letters by cause, the most frequent first.</param>
/// <param name="Truncated">True if there are more letters or groups than included.</param>
public sealed record DeadLettersPage(IReadOnlyList<DeadLetterView> DeadLetters, IReadOnlyList<DeadLetterGroupView> Groups, bool Truncated)
{
    /// <summary>Maximum size of a body in a list, in bytes.</summary>
    public const int MaxListedBody = 64 * 1024;

    /// <summary>Maximum total size of the bodies in a list, in bytes; later bodies are omitted.</summary>
    public const int MaxListedBodies = 1024 * 1024;

    internal static DeadLettersPage Of(DeadLetterList list) => new(
        Shown(list.Letters),
        [.. list.Groups.Select(group => new DeadLetterGroupView(group.Queue, group.Reason, group.Error, group.Count))],
        list.Truncated);

    static List<DeadLetterView> Shown(IReadOnlyList<DeadLetter> letters)
    {
        var left = MaxListedBodies;
        var shown = new List<DeadLetterView>(letters.Count);
        foreach (var letter in letters)
        {
            shown.Add(DeadLetterView.Of(letter, Math.Min(left, MaxListedBody)));
            if (letter.Body.Length <= MaxListedBody) left = Math.Max(0, left - letter.Body.Length);
        }

        return shown;
    }
}

/// <summary>The predicted result of a replay.</summary>
/// <param name="Accepted">True if the message would not become a dead letter again, as far as this can be predicted.</param>
/// <param name="Outcome"><c>accepted</c>, <c>no_change</c>, <c>too_early</c>, <c>refused</c> or <c>no_origin</c>.</param>
/// <param name="Reason">With <c>refused</c>: the reason code of the new dead letter.</param>
/// <param name="Detail">The result in words.</param>
public sealed record DryRunView(bool Accepted, string Outcome, string? Reason, string Detail)
{
    internal static DryRunView WouldBeAccepted(string detail) => new(true, "accepted", null, detail);

    internal static DryRunView WouldChangeNothing(string detail) => new(true, "no_change", null, detail);

    internal static DryRunView TooEarly(string stands) =>
        new(false, "too_early", null, $"{stands}: it is too early for this. It would be retried, and become a dead letter again after the last attempt.");

    internal static DryRunView Refused(string reason, string detail) => new(false, "refused", reason, detail);

    internal static DryRunView NoOrigin(string detail) => new(false, "no_origin", null, detail);
}

/// <summary>The result of a replay of one letter.</summary>
public sealed record ReplayedView(int Replayed);

/// <summary>The result of a replay of several letters.</summary>
/// <param name="Replayed">Number of replayed letters.</param>
/// <param name="NotFound">Ids without a letter.</param>
/// <param name="NoOrigin">Ids of letters that stay because their original queue is unknown.</param>
/// <param name="Truncated">True if the queue has more letters than were scanned; repeat the request.</param>
public sealed record ReplayReportView(int Replayed, IReadOnlyList<string> NotFound, IReadOnlyList<string> NoOrigin, bool Truncated)
{
    internal static ReplayReportView Of(ReplayReport report, IEnumerable<string> noIds) => new(
        report.Replayed, [.. report.NotFound.Select(id => id.ToString("D")), .. noIds], [.. report.NoOrigin.Select(id => id.ToString("D"))], report.Truncated);
}

/// <summary>Selects the letters to replay: either ids, or a group with at least one property.</summary>
/// <param name="Ids">At most 1,000.</param>
/// <param name="Queue">Only letters of this queue.</param>
/// <param name="Reason">Only letters with this reason.</param>
/// <param name="Error">Only letters with exactly this error.</param>
public sealed record ReplayRequest(IReadOnlyList<string>? Ids, string? Queue, string? Reason, string? Error);

/// <summary>A replay of one letter; without a body the letter's own body is used.</summary>
/// <param name="Body">The object that replaces the letter's body.</param>
public sealed record ReplayOneRequest(JsonElement? Body);

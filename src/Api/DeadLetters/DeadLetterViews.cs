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

/// <summary>Dead letters with one cause.</summary>
public sealed record DeadLetterGroupView(string? Queue, string Reason, string? Error, int Count);

/// <summary>Properties of a message that could not be decoded: the payload of its AMQP content header, from the property flags on.</summary>
/// <param name="Base64">The first bytes of them, at most 8 KiB.</param>
/// <param name="Bytes">How many there were.</param>
public sealed record EnvelopeView(string Base64, int Bytes)
{
    internal static EnvelopeView? Of(UndecodedEnvelope? envelope) => envelope is null ? null : new(Convert.ToBase64String(envelope.Bytes.Span), envelope.Size);
}

/// <summary>Dead letters, the oldest first.</summary>
/// <param name="DeadLetters">As many as were asked for.</param>
/// <param name="Groups">All that match by cause, the most frequent first.</param>
/// <param name="Truncated">There are more than are shown or counted here.</param>
public sealed record DeadLettersPage(IReadOnlyList<DeadLetterView> DeadLetters, IReadOnlyList<DeadLetterGroupView> Groups, bool Truncated)
{
    /// <summary>Largest body that is shown in a list, in bytes.</summary>
    public const int MaxListedBody = 64 * 1024;

    /// <summary>Bodies that are shown in a list together, in bytes; those behind are omitted.</summary>
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

/// <summary>What would become of a letter that were sent back now.</summary>
/// <param name="Accepted">It would not come back as a dead letter, as far as can be known without trying.</param>
/// <param name="Outcome"><c>accepted</c>, <c>no_change</c>, <c>too_early</c>, <c>refused</c> or <c>no_origin</c>.</param>
/// <param name="Reason">With <c>refused</c>: the reason that it would have as a dead letter.</param>
/// <param name="Detail">The same for a person.</param>
public sealed record DryRunView(bool Accepted, string Outcome, string? Reason, string Detail)
{
    internal static DryRunView WouldBeAccepted(string detail) => new(true, "accepted", null, detail);

    internal static DryRunView WouldChangeNothing(string detail) => new(true, "no_change", null, detail);

    internal static DryRunView TooEarly(string detail) => new(false, "too_early", null, detail);

    internal static DryRunView Refused(string reason, string detail) => new(false, "refused", reason, detail);

    internal static DryRunView NoOrigin(string detail) => new(false, "no_origin", null, detail);
}

/// <summary>That one letter was sent back.</summary>
public sealed record ReplayedView(int Replayed);

/// <summary>What became of a replay of several letters.</summary>
/// <param name="Replayed">How many were sent back.</param>
/// <param name="NotFound">The ids of no letter.</param>
/// <param name="NoOrigin">The ids of letters that stay, since nobody knows the queue they came from.</param>
/// <param name="Truncated">There are more letters than were looked at: ask again.</param>
public sealed record ReplayReportView(int Replayed, IReadOnlyList<string> NotFound, IReadOnlyList<string> NoOrigin, bool Truncated)
{
    internal static ReplayReportView Of(ReplayReport report, IEnumerable<string> noIds) => new(
        report.Replayed, [.. report.NotFound.Select(id => id.ToString("D")), .. noIds], [.. report.NoOrigin.Select(id => id.ToString("D"))], report.Truncated);
}

/// <summary>Which letters to send back: either ids, or a group, of which at least one property is given.</summary>
/// <param name="Ids">At most 1,000.</param>
/// <param name="Queue">Only those of this queue.</param>
/// <param name="Reason">Only those with this reason.</param>
/// <param name="Error">Only those with this very error.</param>
public sealed record ReplayRequest(IReadOnlyList<string>? Ids, string? Queue, string? Reason, string? Error);

/// <summary>A replay of one letter; without a body it goes as it is.</summary>
/// <param name="Body">The object that takes the place of the letter's body.</param>
public sealed record ReplayOneRequest(JsonElement? Body);

using System.Net.ServerSentEvents;

namespace OrleansOrders.Cli;

/// <summary>How a stream ended.</summary>
/// <param name="Pause">How long the server asks to wait before the next attempt; null if it did not say.</param>
/// <param name="Refusal">The reply of a server that gives no stream; null after a stream.</param>
readonly record struct StreamEnd(TimeSpan? Pause = null, Answer? Refusal = null);

/// <summary><c>GET /notifications/stream</c>: server-sent events, taken up again after the last one shown.</summary>
sealed class NotificationStream(OrdersClient client, string customer, WatchPace pace, TimeProvider clock)
{
    /// <summary>Delivers events until the stream is cut or <paramref name="sink"/> is full.</summary>
    /// <exception cref="ServerAwayException">The server does not answer.</exception>
    public async Task<StreamEnd> Read(NotificationSink sink, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Paths.Query("notifications/stream", ("customer_id", customer)));
        request.Headers.Accept.Add(new("text/event-stream"));
        if (sink.Position.LastEventId is { } last) request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        using var response = await client.Open(request, pace.Silence, ct);
        if (!response.IsSuccessStatusCode) return new(Refusal: await client.AnswerOf(response, ct));

        sink.Heard();
        await using var stream = new LimitedStream(await response.Content.ReadAsStreamAsync(ct), pace.Silence, clock);
        var parser = SseParser.Create(stream);

        // The parser has the id as soon as it has read its line. Within an event that would be too early: a cut before the data would lose the event.
        stream.BetweenBlocks = () => sink.Begin(parser.LastEventId);
        try
        {
            await foreach (var item in parser.EnumerateAsync(ct))
            {
                sink.Take(item.Data, item.EventId);
                if (sink.IsFull) break;
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !ct.IsCancellationRequested)
        {
            // A cut is how every stream ends.
        }

        // Negative if the server did not say. A timer takes no more than an int of milliseconds.
        return new(parser.ReconnectionInterval.TotalMilliseconds is >= 0 and <= int.MaxValue ? parser.ReconnectionInterval : null);
    }
}

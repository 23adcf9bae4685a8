using System.Net.ServerSentEvents;

namespace OrleansOrders.Cli;

/// <summary>How a stream ended.</summary>
/// <param name="Pause">The wait that the server requests before the next attempt; null if it requests none.</param>
/// <param name="Refusal">The reply if the server refused the stream; null after a stream.</param>
readonly record struct StreamEnd(TimeSpan? Pause = null, Answer? Refusal = null);

/// <summary><c>GET /notifications/stream</c>: server-sent events, resumed after the last one shown.</summary>
sealed class NotificationConnection(OrdersClient client, string customer, WatchPace pace, TimeProvider clock)
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

        // The parser sets the id as soon as it has read that line, which is too early within an event: a cut before the data would lose it.
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
            // Every stream ends with a cut.
        }

        // Negative if the server sent none. A timer accepts at most an int of milliseconds.
        return new(parser.ReconnectionInterval.TotalMilliseconds is >= 0 and <= int.MaxValue ? parser.ReconnectionInterval : null);
    }
}

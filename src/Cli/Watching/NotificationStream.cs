using System.Net;

namespace OrleansOrders.Cli;

/// <summary><c>GET /notifications/stream</c>: server-sent events, taken up again after the last one shown.</summary>
sealed class NotificationStream(OrdersClient client, string customer, WatchPace pace, TimeProvider clock) : INotificationSource
{
    public async Task<SourceEnd> Read(NotificationSink sink, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Paths.Query("notifications/stream", ("customer_id", customer)));
        request.Headers.Accept.Add(new("text/event-stream"));
        if (sink.Position.LastEventId is { } last) request.Headers.TryAddWithoutValidation("Last-Event-ID", last);
        using var response = await client.Open(request, pace.Silence, ct);
        if (response.StatusCode is HttpStatusCode.NotFound) return new SourceEnd.Missing();
        if (!response.IsSuccessStatusCode) return new SourceEnd.Refused(await client.AnswerOf(response, ct));

        sink.Heard();
        TimeSpan? retry = null;
        try
        {
            await foreach (var block in ServerSentEvents.Read(await response.Content.ReadAsStreamAsync(ct), pace.Silence, clock, ct))
            {
                retry = block.Retry ?? retry;
                if (block.Data is { } data) sink.Take(data, block.Id);
                else if (block.Id is { } place) sink.Begin(place);
                if (sink.IsFull) break;
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !ct.IsCancellationRequested)
        {
            // A cut is how every stream ends.
        }

        return new SourceEnd.Again(retry);
    }
}

namespace OrleansOrders.Cli;

/// <summary><c>GET /notifications</c> again and again, for a server without a stream; each reading is one poll.</summary>
sealed class NotificationPolling(OrdersClient client, string customer, WatchPace pace) : INotificationSource
{
    // What happened at the same time may be listed in either order: ids tell what was shown, not places.
    const int Remembered = 10_000;

    /// <summary>Most pages read back; what is older than that is not shown.</summary>
    const int MostPages = 50;

    readonly HashSet<string> _seen = [];
    readonly Queue<string> _order = [];
    bool _started;

    public async Task<SourceEnd> Read(NotificationSink sink, CancellationToken ct)
    {
        // Without a place to go on from, a watch begins now, as a stream does.
        var shows = _started || sink.Position.LastNotificationId is not null;
        if (!_started && sink.Position.LastNotificationId is { } last) See(last);
        var news = new Stack<(string Id, string Json)>();
        string? cursor = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var answer = await client.Get(Paths.Query("notifications", ("customer_id", customer), ("limit", "200"), ("cursor", cursor)), ct);
            if (!answer.IsSuccess) return new SourceEnd.Refused(answer);
            var page = client.Read(answer, CliJson.Default.NotificationsPage);
            var met = Collect(page, news);
            cursor = page.NextCursor;
            if (met || cursor is null || !shows) break;
        }

        _started = true;
        Deliver(news, shows, sink);
        return new SourceEnd.Again(pace.Poll);
    }

    // Whether the page has something that was shown before. All of what follows it on the first page ever read was, too.
    bool Collect(NotificationsPage page, Stack<(string Id, string Json)> news)
    {
        var met = false;
        foreach (var entry in page.Notifications)
        {
            var id = JsonText.Field(entry, "id");
            if (_seen.Contains(id)) met = true;
            else if (met && !_started) See(id);
            else news.Push((id, entry.GetRawText()));
        }

        return met;
    }

    void Deliver(Stack<(string Id, string Json)> news, bool shows, NotificationSink sink)
    {
        sink.Heard();
        foreach (var (id, json) in news)
        {
            if (sink.IsFull) return;
            See(id);
            if (shows) sink.Take(json, eventId: null);
        }

        // The last one popped is the newest.
        if (!shows && news.LastOrDefault().Id is { } newest) sink.Remember(sink.Position with { LastNotificationId = newest });
    }

    void See(string id)
    {
        if (!_seen.Add(id)) return;
        _order.Enqueue(id);
        if (_order.Count > Remembered) _seen.Remove(_order.Dequeue());
    }
}

using System.Text.Json;

namespace OrleansOrders.Chaos;

/// <summary>Reads a customer's live stream, and resumes with the last id after each cut.</summary>
sealed class StreamListener(HttpClient http, string customer)
{
    static readonly TimeSpan ComeBackAfter = TimeSpan.FromMilliseconds(300);

    readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<FinalNotification> _heard = [];
    readonly Lock _lock = new();
    string? _last;

    /// <summary>Completes when the stream has its position: from then on nothing is missed.</summary>
    public Task Listening => _listening.Task;

    public IReadOnlyList<FinalNotification> Heard
    {
        get
        {
            lock (_lock) return [.. _heard];
        }
    }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stop);
                await Task.Delay(ComeBackAfter, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // Cut: the next stream resumes at the end of this one.
            }
        }
    }

    async Task ListenAsync(CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"notifications/stream?customer_id={customer}", UriKind.Relative));
        if (_last is not null) request.Headers.Add("Last-Event-ID", _last);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if (!response.IsSuccessStatusCode) return;
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
        var (id, data) = ((string?)null, (string?)null);
        while (await lines.ReadLineAsync(stop) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            if (line.Length > 0) continue;

            // Only after a complete block: an id without its data would skip the event.
            if (data is not null) Hear(JsonElement.Parse(data));
            _last = id ?? _last;
            if (_last is not null) _listening.TrySetResult();
            (id, data) = (null, null);
        }
    }

    void Hear(JsonElement news)
    {
        lock (_lock) _heard.Add(new(news.Text("id"), news.Text("customer_id"), news.OrderId(), news.Text("kind")));
    }
}

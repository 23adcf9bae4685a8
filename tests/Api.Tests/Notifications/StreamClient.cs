using System.Net;
using System.Net.ServerSentEvents;

namespace OrleansOrders.Api.Tests;

/// <summary>A client that listens to one stream, with the platform's own parser.</summary>
sealed class StreamClient : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly HttpResponseMessage _response;
    readonly IAsyncEnumerator<SseItem<string>> _events;
    readonly CancellationTokenSource _gone = new();

    StreamClient(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _events = SseParser.Create(body).EnumerateAsync(_gone.Token).GetAsyncEnumerator();
    }

    public static async Task<StreamClient> Open(ApiHost host, string customer, string? lastEventId = null)
    {
        var response = await Ask(host, customer, lastEventId);
        return new(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The answer's head, after which the body comes as it is read.</summary>
    public static async Task<HttpResponseMessage> Ask(ApiHost host, string customer, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/notifications/stream?customer_id=" + customer);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return response;
    }

    public async Task<SseItem<string>> Next()
    {
        Assert.True(await HasNext(), "the stream has ended");
        return _events.Current;
    }

    /// <summary>Waits for the next event; false when the stream has ended.</summary>
    public Task<bool> HasNext() => _events.MoveNextAsync().AsTask().WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _response.Dispose();
        _gone.Dispose();
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrleansOrders.Cli;

/// <summary>The server over HTTP. A refusal is a reply; without a reply it throws <see cref="ServerAwayException"/>.</summary>
sealed class OrdersClient(Uri server, TimeSpan timeout, TimeProvider clock) : IDisposable
{
    // A server on this machine is never behind a proxy. Following a redirection would turn a POST into a GET.
    readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = !server.IsLoopback, ConnectTimeout = timeout, AllowAutoRedirect = false })
    {
        BaseAddress = server,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public Uri Server => server;

    public Task<Answer> Get(string path, CancellationToken ct, TimeSpan wait = default) => Send(() => new(HttpMethod.Get, path), ct, wait);

    public Task<Answer> Delete(string path, CancellationToken ct) => Send(() => new(HttpMethod.Delete, path), ct);

    public Task<Answer> Post<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken ct) => Send(() => Request(HttpMethod.Post, path, body, type), ct);

    public Task<Answer> Put<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken ct) => Send(() => Request(HttpMethod.Put, path, body, type), ct);

    public static HttpRequestMessage Request<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type) =>
        new(method, path) { Content = new StringContent(JsonSerializer.Serialize(body, type), Encoding.UTF8, "application/json") };

    /// <param name="wait">The wait requested of the server; the timeout of the reply is extended by it.</param>
    public async Task<Answer> Send(Func<HttpRequestMessage> make, CancellationToken ct, TimeSpan wait = default)
    {
        using var request = make();
        using var response = await Within(timeout + wait, token => _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, token), ct);
        return await AnswerOf(response, ct);
    }

    /// <summary>Opens a stream; returns when the headers have arrived.</summary>
    public async Task<HttpResponseMessage> Open(HttpRequestMessage request, TimeSpan patience, CancellationToken ct) =>
        await Within(patience, token => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), ct);

    /// <summary>Reads to the end. JSON is UTF-8, whatever charset the reply names.</summary>
    public async Task<Answer> AnswerOf(HttpResponseMessage response, CancellationToken ct)
    {
        var body = await Within(timeout, token => response.Content.ReadAsByteArrayAsync(token), ct);
        return new((int)response.StatusCode, Encoding.UTF8.GetString(body.AsSpan(body.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0)), response.Headers.RetryAfter?.Delta);
    }

    /// <exception cref="ServerAwayException">The body is not a reply of this server.</exception>
    public T Read<T>(Answer answer, JsonTypeInfo<T> type)
    {
        try
        {
            if (JsonSerializer.Deserialize(answer.Body, type) is { } value) return value;
        }
        catch (JsonException)
        {
        }

        throw new ServerAwayException($"What answers at {server} is no order server, or one of another version. Name the right one with --url or {ServerAddress.Variable}.");
    }

    public void Dispose() => _http.Dispose();

    async Task<T> Within<T>(TimeSpan patience, Func<CancellationToken, Task<T>> send, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await send(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ServerAwayException(FormattableString.Invariant($"{server} did not answer within {patience.TotalSeconds:0.#} s. Try again, or allow more with --timeout."));
        }
        catch (HttpRequestException e)
        {
            throw new ServerAwayException(
                $"No server answers at {server} ({Reason(e)}). Start it with ./run.sh, or name another with --url or {ServerAddress.Variable}.");
        }
    }

    static string Reason(HttpRequestException e) => e.GetBaseException().Message;
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansOrders.Cli.Tests;

/// <summary>A request as the server got it.</summary>
public sealed record StubRequest(string Call, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>A server on loopback that answers as it is told and keeps what it was asked.</summary>
public sealed class StubServer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentDictionary<string, RequestDelegate> _answers = new();
    readonly ConcurrentQueue<StubRequest> _requests = new();
    RequestDelegate? _any;

    StubServer(WebApplication app)
    {
        _app = app;
        app.Run(Answer);
    }

    public Uri Address => new(_app.Urls.Single());

    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    public StubRequest Request => Assert.Single(_requests);

    public static async Task<StubServer> Start(Uri? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls((address ?? new("http://127.0.0.1:0")).ToString());
        var server = new StubServer(builder.Build());
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Answers a call such as <c>GET /orders/o-1</c>, whatever its query.</summary>
    public void On(string call, string body, int status = 200) => On(call, async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = status < 400 ? "application/json" : "application/problem+json";
        if (status != StatusCodes.Status204NoContent) await http.Response.WriteAsync(body);
    });

    public void On(string call, RequestDelegate answer) => _answers[call] = answer;

    /// <summary>Answers every call.</summary>
    public void OnAll(RequestDelegate answer) => _any = answer;

    /// <summary>Answers, one for each request; the last one is repeated.</summary>
    public void OnEach(string call, params string[] bodies)
    {
        var asked = -1;
        On(call, http => http.Response.WriteAsync(bodies[Math.Min(Interlocked.Increment(ref asked), bodies.Length - 1)]));
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    async Task Answer(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var call = $"{http.Request.Method} {http.Request.Path}";
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _requests.Enqueue(new(call, http.Request.QueryString.ToString(), headers, await reader.ReadToEndAsync()));
        if ((_any ?? _answers.GetValueOrDefault(call)) is { } answer)
        {
            await answer(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = "application/problem+json";
        await http.Response.WriteAsync(Samples.Problem("not_found", 404, "There is no resource at this address"));
    }
}

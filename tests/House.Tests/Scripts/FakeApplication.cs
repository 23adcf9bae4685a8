using System.Net;

namespace OrleansOrders.House.Tests.Scripts;

/// <summary>Answers on the port of an application that only pretends: it is ready, and its dashboard has a status.</summary>
sealed class FakeApplication : IDisposable
{
    readonly HttpListener _http = new();

    public FakeApplication(int port, HttpStatusCode dashboard)
    {
        _http.Prefixes.Add($"http://127.0.0.1:{port}/");
        _http.Start();
        _ = AnswerAsync(dashboard);
    }

    public void Dispose() => _http.Close();

    async Task AnswerAsync(HttpStatusCode dashboard)
    {
        try
        {
            while (true)
            {
                var request = await _http.GetContextAsync();
                request.Response.StatusCode = (int)(request.Request.Url!.AbsolutePath == "/dashboard" ? dashboard : HttpStatusCode.OK);
                request.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}

using System.Net;
using System.Text.Json;

namespace OrleansOrders.Api.Tests;

sealed record Answer(HttpResponseMessage Response, string Text)
{
    public HttpStatusCode Status => Response.StatusCode;

    public JsonElement Json => JsonElement.Parse(Text);

    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>The problem's code, after checking that it is a problem document that agrees with its status.</summary>
    public string Problem()
    {
        Assert.Equal("application/problem+json", Response.Content.Headers.ContentType?.ToString());
        Assert.Equal((int)Status, Json.GetProperty("status").GetInt32());
        var code = Json.GetProperty("code").GetString()!;
        Assert.Equal("urn:orleansorders:problem:" + code, Json.GetProperty("type").GetString());
        Assert.NotEmpty(Json.GetProperty("title").GetString()!);
        return code;
    }

    public IReadOnlyList<string> WrongFields() => [.. Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()!)];
}

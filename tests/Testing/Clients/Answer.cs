using System.Net;
using System.Text.Json;
using Xunit;

namespace OrleansOrders.Testing;

/// <summary>The reply to an HTTP call.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>A header's value; null if it is absent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The problem's code; checks that the body is a problem document with the same status.</summary>
    public string Problem()
    {
        Assert.Equal("application/problem+json", Header("Content-Type"));
        Assert.Equal((int)Status, Json.GetProperty("status").GetInt32());
        var code = Json.Text("code");
        Assert.Equal("urn:orleansorders:problem:" + code, Json.Text("type"));
        Assert.NotEmpty(Json.Text("title"));
        return code;
    }

    /// <summary>The fields in a problem document.</summary>
    public IReadOnlyList<string> WrongFields() => [.. Json.GetProperty("errors").EnumerateArray().Select(error => error.Text("field"))];

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType, headers);
    }
}

public static class JsonReading
{
    /// <summary>The text of a required field.</summary>
    public static string Text(this JsonElement json, string field) =>
        json.GetProperty(field).GetString() ?? throw new InvalidOperationException($"{field} is null in {json}");

    public static string OrderId(this JsonElement order) => order.Text("order_id");

    public static string Status(this JsonElement order) => order.Text("status");

    public static int Version(this JsonElement order) => order.GetProperty("version").GetInt32();

    public static bool IsFinal(this JsonElement order) => order.Status() is "confirmed" or "failed" or "cancelled";

    /// <summary>The events of an order, oldest first, for example <c>placed reserved confirmed</c>.</summary>
    public static string HistoryKinds(this JsonElement order) =>
        string.Join(' ', order.GetProperty("history").EnumerateArray().Select(entry => entry.Text("kind")));
}

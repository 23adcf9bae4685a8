using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace OrleansOrders.Testing;

/// <summary>An item's numbers in the API.</summary>
public sealed record Stock(long Available, long Reserved, long Sold)
{
    public long Total => Available + Reserved + Sold;
}

/// <summary>A client of the HTTP API. A body is JSON text, its bytes, or an object that is written as JSON.</summary>
public sealed class OrdersClient(HttpClient http)
{
    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> PostAsync(string path, object body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, Json(body), headers);

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, Json(body));

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>Posts an order that must be accepted, and returns the order in the reply.</summary>
    public async Task<JsonElement> PlaceAsync(object order, string path = "orders")
    {
        var answer = await PostAsync(path, order);
        Assert.True(answer.Status == HttpStatusCode.Created, $"{(int)answer.Status} {answer.Text}");
        return answer.Json;
    }

    /// <summary>The order, which must exist.</summary>
    public async Task<JsonElement> OrderAsync(string id)
    {
        var answer = await GetAsync($"orders/{id}");
        Assert.True(answer.Status == HttpStatusCode.OK, $"{(int)answer.Status} {answer.Text}");
        return answer.Json;
    }

    /// <summary>The order once it is final. Failed requests are repeated: the application may be unavailable meanwhile.</summary>
    public async Task<JsonElement> FinalAsync(string id, TimeSpan? deadline = null) =>
        await Eventually.Async(async () => (await GetAsync($"orders/{id}?wait=5")).Json, order => order.IsFinal(), $"order {id} is final", deadline);

    public async Task<JsonElement[]> AllFinalAsync(IEnumerable<string> ids, TimeSpan? deadline = null) =>
        await Task.WhenAll(ids.Select(id => FinalAsync(id, deadline ?? TimeSpan.FromSeconds(60))));

    public async Task<Stock> StockAsync(string sku)
    {
        var answer = await GetAsync($"inventory/{sku}");
        Assert.True(answer.Status == HttpStatusCode.OK, $"{(int)answer.Status} {answer.Text}");
        return new(Number("available"), Number("reserved"), Number("sold"));
        long Number(string field) => answer.Json.GetProperty(field).GetInt64();
    }

    /// <summary>Waits for an item's numbers. An order that failed or was cancelled gives its units back a moment after its end; until then they count as sold.</summary>
    public Task<Stock> SettledStockAsync(string sku, Stock expected) =>
        Eventually.Async(() => StockAsync(sku), stock => stock == expected, $"the stock of {sku} is {expected}");

    public async Task SetStockAsync(string sku, long available)
    {
        var answer = await PutAsync($"inventory/{sku}", new { available });
        Assert.True(answer.Status == HttpStatusCode.OK, $"{(int)answer.Status} {answer.Text}");
    }

    /// <summary>A customer's notifications, newest first.</summary>
    public async Task<JsonElement[]> NotificationsAsync(string customer) =>
        [.. (await GetAsync($"notifications?customer_id={Uri.EscapeDataString(customer)}")).Json.GetProperty("notifications").EnumerateArray()];

    /// <summary>A customer's notifications of one order, once there is one.</summary>
    public async Task<JsonElement[]> NotificationsOfOrderAsync(string customer, string orderId)
    {
        var all = await Eventually.Async(
            () => NotificationsAsync(customer), list => list.Any(told => told.OrderId() == orderId), $"{customer} is told of {orderId}");
        return [.. all.Where(told => told.OrderId() == orderId)];
    }

    /// <summary>Waits until a customer has this many notifications.</summary>
    public Task<JsonElement[]> NotificationsAsync(string customer, int count) =>
        Eventually.Async(() => NotificationsAsync(customer), list => list.Length >= count, $"{customer} has {count} notifications");

    /// <summary>The violations that the application's auditor finds, one line each.</summary>
    public async Task<IReadOnlyList<string>> ViolationsAsync(TimeSpan grace)
    {
        var audit = await GetAsync($"admin/audit?grace={(int)grace.TotalSeconds}");
        Assert.True(audit.Status == HttpStatusCode.OK, $"{(int)audit.Status} {audit.Text}");
        return [.. audit.Json.GetProperty("violations").EnumerateArray().Select(found => $"{found.Text("invariant")} {found.Text("subject")}: {found.Text("detail")}")];
    }

    static ByteArrayContent Json(object body) =>
        new(body as byte[] ?? (body is string text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(body))) { Headers = { ContentType = new("application/json") } };
}

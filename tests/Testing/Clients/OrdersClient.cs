using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Xunit;

namespace OrleansOrders.Testing;

/// <summary>The HTTP contract as a client uses it.</summary>
public sealed class OrdersClient(HttpClient http)
{
    public Task<Answer> GetAsync(string path) => SendAsync(new(HttpMethod.Get, Relative(path)));

    public Task<Answer> DeleteAsync(string path) => SendAsync(new(HttpMethod.Delete, Relative(path)));

    public Task<Answer> PostAsync(string path, object body, params (string Name, string Value)[] headers) =>
        PostBytesAsync(path, JsonSerializer.SerializeToUtf8Bytes(body), headers);

    public Task<Answer> PostBytesAsync(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Relative(path)) { Content = Json(body) };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return SendAsync(request);
    }

    public Task<Answer> PutAsync(string path, object body) =>
        SendAsync(new(HttpMethod.Put, Relative(path)) { Content = Json(JsonSerializer.SerializeToUtf8Bytes(body)) });

    /// <summary>Posts an order that must be taken, and returns it as it was answered.</summary>
    public async Task<JsonElement> PlaceAsync(object order, string path = "orders")
    {
        var answer = await PostAsync(path, order);
        Assert.True(answer.Status == HttpStatusCode.Created, $"{(int)answer.Status} {answer.Text}");
        return answer.Json;
    }

    /// <summary>The order, which must be there.</summary>
    public async Task<JsonElement> OrderAsync(string id)
    {
        var answer = await GetAsync($"orders/{id}");
        Assert.True(answer.Status == HttpStatusCode.OK, $"{(int)answer.Status} {answer.Text}");
        return answer.Json;
    }

    /// <summary>The order once it is final. Failures to ask count as not yet: the application may be away meanwhile.</summary>
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

    /// <summary>An item's numbers once no order holds any of it.</summary>
    /// <summary>Waits for it. An order that failed or was cancelled gives its units back a moment after its end; until then they count as sold.</summary>
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

    /// <summary>What a customer was told of one order, once there is something.</summary>
    public async Task<JsonElement[]> NotificationsOfOrderAsync(string customer, string orderId)
    {
        var all = await Eventually.Async(
            () => NotificationsAsync(customer), list => list.Any(told => told.OrderId() == orderId), $"{customer} is told of {orderId}");
        return [.. all.Where(told => told.OrderId() == orderId)];
    }

    /// <summary>Waits until a customer has so many notifications.</summary>
    public Task<JsonElement[]> NotificationsAsync(string customer, int count) =>
        Eventually.Async(() => NotificationsAsync(customer), list => list.Length >= count, $"{customer} has {count} notifications");

    async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var sent = request;
        using var response = await http.SendAsync(sent);
        return await Answer.OfAsync(response);
    }

    static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    static Uri Relative(string path) => new(path, UriKind.Relative);
}

using System.Net;
using System.Text.Json;

namespace OrleansOrders.Chaos;

/// <summary>The HTTP API; each call is recorded with its outcome for the client.</summary>
sealed class ShopClient(HttpClient http, History history)
{
    readonly OrdersClient _orders = new(http);

    /// <summary>Places an order with an id, with this body.</summary>
    public Task<Reply> PlaceBytesAsync(Asked order, byte[] body) => history.DoAsync(new Deed.Place(order), async () => ReplyOf(await _orders.PostAsync("orders", body)));

    /// <summary>Places an order; without an id under an <c>Idempotency-Key</c>, which is its customer's name.</summary>
    public Task<Reply> PlaceAsync(Asked order, Random random) => history.DoAsync(new Deed.Place(order), async () =>
    {
        (string, string)[] headers = order.OrderId is null ? [("Idempotency-Key", order.CustomerId)] : [];
        if (random.Next(20) == 0) headers = [.. headers, ("Prefer", "wait=2")];
        return ReplyOf(await _orders.PostAsync("orders", Dialects.Write(order, random), headers));
    });

    public Task<Reply> CancelAsync(string orderId) => history.DoAsync(new Deed.Cancel(orderId), async () => ReplyOf(await _orders.PostAsync($"orders/{orderId}/cancel", new { })));

    public Task<Reply> ReadAsync(string orderId) => history.DoAsync(new Deed.Read(orderId), async () => ReplyOf(await _orders.GetAsync($"orders/{orderId}")));

    public Task<Reply> AdjustAsync(Deed.Adjust deed) => history.DoAsync(deed, async () =>
    {
        var answer = await _orders.PostAsync($"inventory/{deed.Sku}/adjustments", new { adjustment_id = deed.AdjustmentId, delta = deed.Delta });
        return new(OutcomeOf(answer.Status), (int)answer.Status);
    });

    static Reply ReplyOf(Answer answer)
    {
        var seen = answer is { Status: HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted } ? Seen(answer.Json) : null;
        return new(OutcomeOf(answer.Status), (int)answer.Status, seen);
    }

    static Observation Seen(JsonElement order) => new(order.OrderId(), order.Version(), order.Status());

    // A refusal is final. After any other reply it may have happened: for 503 the outcome is unknown.
    static Outcome OutcomeOf(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => Outcome.Ok,
        >= 400 and < 500 and not 408 => Outcome.Refused,
        _ => Outcome.Unknown,
    };
}

using System.Text.Json;

namespace OrleansOrders.Chaos;

/// <summary>An external program at the broker. Each publish is recorded; it has happened when the broker has confirmed it.</summary>
sealed class Producer(string rabbitMq, History history) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    readonly SemaphoreSlim _one = new(1);
    readonly List<Task> _closing = [];
    BrokerClient? _broker;

    public Task<Reply> PlaceAsync(Asked order, string exchange, string key, string messageId, byte[] body) =>
        PublishAsync(new Deed.Place(order), exchange, key, messageId, body);

    public Task<Reply> CancelAsync(string orderId) =>
        PublishAsync(new Deed.Cancel(orderId), Exchanges.OrderEvents, RoutingKeys.OrderCancelRequested, $"{orderId}:cancel", Json(new { order_id = orderId }));

    public Task<Reply> PayAsync(string orderId) =>
        PublishAsync(new Deed.Pay(orderId), outside => outside.PublishPastAsync(
            Queues.OrderStatus, Exchanges.PaymentEvents, RoutingKeys.PaymentSucceeded, new { order_id = orderId }, $"{orderId}:paid"));

    public Task<Reply> AdjustAsync(Deed.Adjust deed) => PublishAsync(
        deed, Exchanges.InventoryEvents, RoutingKeys.InventoryAdjusted, deed.AdjustmentId,
        Json(new { sku = deed.Sku, delta = deed.Delta, adjustment_id = deed.AdjustmentId }));

    public Task<Reply> PoisonAsync(string exchange, string key, string messageId, byte[] body) => PublishAsync(new Deed.Poison(messageId), exchange, key, messageId, body);

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null) await _broker.DisposeAsync();
        await Task.WhenAll(_closing);
        _one.Dispose();
    }

    Task<Reply> PublishAsync(Deed deed, string exchange, string key, string messageId, byte[] body) =>
        PublishAsync(deed, outside => outside.PublishBytesAsync(exchange, key, body, messageId));

    Task<Reply> PublishAsync(Deed deed, Func<OutsideProducer, Task> publish) => history.DoAsync(deed, async () =>
    {
        await _one.WaitAsync();
        try
        {
            _broker ??= new(rabbitMq);
            await publish(new(_broker)).WaitAsync(Patience);
            return new(Outcome.Ok);
        }
        catch
        {
            // A broken connection is abandoned; closing it may take as long as the broker is silent.
            if (_broker is { } doubtful) _closing.Add(CloseAsync(doubtful));
            _broker = null;
            throw;
        }
        finally
        {
            _one.Release();
        }
    });

    static async Task CloseAsync(BrokerClient broker)
    {
        try
        {
            await broker.DisposeAsync();
        }
        catch (Exception e) when (e is RabbitMQ.Client.Exceptions.RabbitMQClientException or IOException or OperationCanceledException or TimeoutException or ObjectDisposedException)
        {
            // The connection was already lost.
        }
    }

    static byte[] Json(object body) => JsonSerializer.SerializeToUtf8Bytes(body);
}

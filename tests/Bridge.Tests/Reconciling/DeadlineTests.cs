using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace OrleansOrders.Bridge.Tests;

/// <summary>A quarter of an hour in a moment: an order that nobody pays, from HTTP to the refund, on a clock that the test moves.</summary>
public sealed class DeadlineTests : IAsyncLifetime
{
    static readonly TimeSpan Tick = new ReconcilerOptions().Interval;

    readonly FakeTimeProvider _clock = new();
    readonly SilentGateway _gateway = new();
    readonly LoopBroker _broker;
    readonly ApiHost _host;
    readonly List<IHostedService> _services = [];

    public DeadlineTests()
    {
        _host = new(services => services.AddSingleton<TimeProvider>(new CalendarOf(_clock)));
        _broker = new(_clock);
    }

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        _host.Queues.Known = _ => new(0, 1);
        _broker.Connect(_host, _gateway);
        var options = Options.Create(new ReconcilerOptions());
        _services.Add(new Reconciler(
            new OursAlone(),
            new LostOrders(
                _host.Storage, _host.Grains, new(_clock, Random.Shared), _host.Queues, _host.Publisher, options, Options.Create(new RabbitMqOptions()), _clock,
                NullLogger<LostOrders>.Instance),
            new ExpiredOrders(_host.Storage, _host.Publisher, options, _clock, NullLogger<ExpiredOrders>.Instance),
            options, _clock, TaskScheduler.Default, NullLogger<Reconciler>.Instance));
        foreach (var service in _services) await service.StartAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services) await service.StopAsync(default);
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task An_order_that_nobody_pays_fails_at_its_deadline_and_not_before_and_its_stock_comes_back()
    {
        var placed = await ReservedAsync();
        var expires = placed.GetProperty("expires_at").GetDateTimeOffset();
        Assert.Equal(TimeSpan.FromMinutes(15), expires - placed.GetProperty("created_at").GetDateTimeOffset());

        await PassAsync(TimeSpan.FromMinutes(15) - Tick);
        Assert.Equal("reserved", Status(await OrderAsync()));
        Assert.Empty(Published(RoutingKeys.OrderExpiryDue));

        var failed = await ExpiredAsync(2 * Tick);
        Assert.Equal("payment_timeout", failed.GetProperty("failure").GetProperty("reason").GetString());
        Assert.InRange(failed.GetProperty("history")[2].GetProperty("at").GetDateTimeOffset() - expires, TimeSpan.Zero, Tick);
        await StockIsAsync("""{"sku":"seat","available":3,"reserved":0,"sold":0}""");

        await PassAsync(TimeSpan.FromHours(1));
        Assert.Single(Published(RoutingKeys.OrderExpiryDue));
        Assert.Single(Published(RoutingKeys.OrderFailed));
        Assert.Empty(_gateway.Refunds);
    }

    [Fact]
    public async Task Money_that_comes_late_goes_back_exactly_once_however_often_it_is_said()
    {
        await ReservedAsync();

        // The request for the money is never answered and is set aside; the money moved all the same. Once the order has failed somebody sends the request back, three times.
        await Eventually.Async(async () =>
        {
            await PassAsync(Tick);
            return _broker.Dead.Count > 0;
        }, "the request is set aside");
        var requests = _broker.Dead.ToList();
        Assert.Equal(RoutingKeys.InventoryReserved, Assert.Single(requests).Type);
        await ExpiredAsync(TimeSpan.FromMinutes(15) + Tick);
        _gateway.Moved = true;
        for (var i = 0; i < 3; i++) await _host.Publisher.PublishAll(requests, default);

        var refunded = await Eventually.Async(OrderAsync, order => Kinds(order).EndsWith("refunded", StringComparison.Ordinal), "the money is back");
        await PassAsync(TimeSpan.FromHours(1));
        Assert.Equal("placed reserved failed refund_requested refunded", Kinds(refunded));
        Assert.Equal(refunded.GetRawText(), (await OrderAsync()).GetRawText());
        Assert.Equal((6m, 1), (_gateway.Refunds["late"].Amount, _gateway.Refunds.Count));
        Assert.Single(Published(RoutingKeys.PaymentRefundRequested).Select(message => message.MessageId).Distinct());
        Assert.Single(Published(RoutingKeys.PaymentRefunded).Select(message => message.MessageId).Distinct());
        await StockIsAsync("""{"sku":"seat","available":3,"reserved":0,"sold":0}""");
        Assert.Equal(requests, _broker.Dead);
    }

    async Task<JsonElement> ReservedAsync()
    {
        await _host.Put("/inventory/seat", """{"available":3}""");
        await _host.Post("/orders", """{"order_id":"late","customer_id":"c-1","items":[{"sku":"seat","quantity":3,"price":2}]}""");
        return await Eventually.Async(OrderAsync, order => Status(order) == "reserved", "the order is reserved");
    }

    /// <summary>Lets time go by in steps that no timer of the reconciler is longer than.</summary>
    async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Tick)
        {
            _clock.Advance(Tick);
            await Task.Yield();
        }
    }

    /// <summary>Lets so much time go by, and then no more until the order has failed.</summary>
    async Task<JsonElement> ExpiredAsync(TimeSpan time)
    {
        await PassAsync(time);
        return await Eventually.Async(OrderAsync, order => Status(order) == "failed", "the order has failed");
    }

    async Task StockIsAsync(string stock) =>
        await Eventually.Async(async () => (await _host.Get("/inventory/seat")).Text, text => text == stock, "the stock is back");

    async Task<JsonElement> OrderAsync() => (await _host.Get("/orders/late")).Json;

    IEnumerable<OutgoingMessage> Published(string type) => _host.Publisher.Published.Where(message => message.RoutingKey == type);

    static string Status(JsonElement order) => order.GetProperty("status").GetString()!;

    static string Kinds(JsonElement order) => string.Join(' ', order.GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()));

    /// <summary>A payment service that never answers a charge, and sends money back once an order.</summary>
    sealed class SilentGateway : IPaymentGateway
    {
        public ConcurrentDictionary<string, Money> Refunds { get; } = new();

        /// <summary>Whether the charge that was not answered had taken the money.</summary>
        public bool Moved { get; set; }

        public Task<PaymentOutcome> Charge(Payment payment, CancellationToken cancellationToken) => throw new TimeoutException("No answer.");

        public Task<PaymentOutcome?> Void(Payment payment, CancellationToken cancellationToken) => Task.FromResult(Moved ? new PaymentOutcome?(new(null)) : null);

        public Task Refund(Payment payment, CancellationToken cancellationToken)
        {
            Refunds.TryAdd(payment.OrderId.Value, payment.Total);
            return Task.CompletedTask;
        }
    }

    /// <summary>The date is the test's; the silo's own timers run in real time.</summary>
    sealed class CalendarOf(TimeProvider clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();
    }

    sealed class OursAlone : IReconcilerLease
    {
        public Task<bool> Take(CancellationToken ct) => Task.FromResult(true);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

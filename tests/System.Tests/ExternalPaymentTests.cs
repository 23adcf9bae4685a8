using System.Net;

namespace OrleansOrders.SystemTests;

/// <summary>An external payment service whose results are late, duplicated, after a cancellation, or invalid.</summary>
public sealed class ExternalPaymentTests(ExternalPaymentTests.OwnService running) : Scenario<ExternalPaymentTests.OwnService>(running)
{
    [ServerFact]
    public async Task An_order_waits_for_the_service_and_a_repeated_answer_changes_nothing()
    {
        await ReservedAsync("ext-1", "desk");

        await PayAsync("ext-1");
        var confirmed = await Orders.FinalAsync("ext-1");
        await PayAsync("ext-1");
        await Outside.PublishAsync(OutsideProducer.PaymentEvents, "payment.failed", new { order_id = "ext-1", reason = "stale" });

        Assert.Equal(("confirmed", 3), (confirmed.Status(), confirmed.Version()));
        await Eventually.Async(() => Running.Broker.ReadyAsync("order_status"), ready => ready == 0, "both were taken");
        Assert.Equal(3, (await Orders.OrderAsync("ext-1")).Version());
    }

    [ServerFact]
    public async Task A_payment_of_another_amount_is_a_dead_letter_and_the_order_waits_on()
    {
        await ReservedAsync("ext-2", "chair");

        await Outside.PublishAsync(OutsideProducer.PaymentEvents, "payment.succeeded", new { order_id = "ext-2", amount = 1m, currency = "USD" }, "wrong-amount");

        Assert.Equal("amount_mismatch", (await Running.DeadLetters.WaitForAsync("wrong-amount")).Header("x-reason"));
        Assert.Equal("reserved", (await Orders.OrderAsync("ext-2")).Status());
        await PayAsync("ext-2");
        Assert.Equal("confirmed", (await Orders.FinalAsync("ext-2")).Status());
    }

    [ServerFact]
    public async Task A_cancelled_order_gives_its_stock_back_and_refuses_payment()
    {
        await ReservedAsync("ext-3", "bench");

        var cancelled = await Orders.PostAsync("orders/ext-3/cancel", new { });
        var again = await Orders.PostAsync("order/ext-3/cancel", new { });

        Assert.Equal((HttpStatusCode.OK, "cancelled"), (cancelled.Status, cancelled.Json.Status()));
        Assert.Equal((HttpStatusCode.OK, 3), (again.Status, again.Json.Version()));
        await Orders.SettledStockAsync("bench", new Stock(5, 0, 0));

        await PayAsync("ext-3");
        await RefundedAsync("ext-3");
        Assert.Equal("placed reserved cancelled refund_requested refunded", (await Orders.OrderAsync("ext-3")).HistoryKinds());
    }

    [ServerFact]
    public async Task What_is_final_or_unknown_cannot_be_cancelled()
    {
        await ReservedAsync("ext-4", "shelf");
        await PayAsync("ext-4");
        await Orders.FinalAsync("ext-4");

        var late = await Orders.PostAsync("orders/ext-4/cancel", new { });
        var unknown = await Orders.PostAsync("orders/nobody/cancel", new { });

        Assert.Equal((HttpStatusCode.Conflict, "too_late"), (late.Status, late.Json.Text("code")));
        Assert.Equal((HttpStatusCode.NotFound, "order_not_found"), (unknown.Status, unknown.Json.Text("code")));
    }

    [ServerFact]
    public async Task Cancel_and_payment_that_race_leave_one_of_them_and_the_money_right()
    {
        const int Races = 1000;
        await Orders.SetStockAsync("race", Races);
        var ids = Enumerable.Range(0, Races).Select(i => $"race-{i}").ToArray();
        await Task.WhenAll(ids.Select(id => Orders.PlaceAsync(Order(id, "race", 1))));
        await Task.WhenAll(ids.Select(id => ReservedAsync(id)));

        // One external program pays for one order after the other while many clients cancel.
        var paying = Task.Run(async () =>
        {
            foreach (var id in ids) await PayAsync(id, 2m);
        });
        var cancels = await Task.WhenAll(ids.Select(id => Orders.PostAsync($"orders/{id}/cancel", new { })));
        await paying;
        var orders = await Orders.AllFinalAsync(ids);

        Assert.All(cancels, answer => Assert.Contains(answer.Status, new[] { HttpStatusCode.OK, HttpStatusCode.Accepted, HttpStatusCode.Conflict }));
        await RefundedAsync([.. orders.Where(order => order.Status() == "cancelled").Select(order => order.OrderId())]);
        var sold = orders.Count(order => order.Status() == "confirmed");
        Assert.Equal(Races, sold + orders.Count(order => order.Status() == "cancelled"));
        await Orders.SettledStockAsync("race", new Stock(Races - sold, 0, sold));
    }

    static object Order(string id, string sku, int quantity) => new
    {
        order_id = id, customer_id = $"c-{id}", items = new[] { new { sku, quantity, price = 2m } },
    };

    async Task ReservedAsync(string id, string sku)
    {
        await Orders.SetStockAsync(sku, 5);
        await Orders.PlaceAsync(Order(id, sku, 5));
        await ReservedAsync(id);
    }

    Task<System.Text.Json.JsonElement> ReservedAsync(string id) => Eventually.Async(() => Orders.OrderAsync(id), order => order.Status() == "reserved", $"{id} is reserved");

    Task PayAsync(string id, decimal amount = 10m) =>
        Outside.PublishAsync(OutsideProducer.PaymentEvents, "payment.succeeded", new { order_id = id, amount, currency = "USD" });

    /// <summary>Simulates a service that refunds on request.</summary>
    async Task RefundedAsync(params string[] ids)
    {
        await Task.WhenAll(ids.Select(id => HistoryAsync(id, "refund_requested")));
        foreach (var id in ids) await Outside.PublishAsync(OutsideProducer.PaymentEvents, "payment.refunded", new { order_id = id, customer_id = $"c-{id}" });
        await Task.WhenAll(ids.Select(id => HistoryAsync(id, "refunded")));
    }

    Task<System.Text.Json.JsonElement> HistoryAsync(string id, string kind) => Eventually.Async(
        () => Orders.OrderAsync(id), order => order.HistoryKinds().Split(' ').Contains(kind), $"{id} is {kind}", TimeSpan.FromMinutes(1));

    public sealed class OwnService : RunningSystem
    {
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Payments__Mode"] = "External" };

        /// <summary>The queue that the external service consumes.</summary>
        protected override Task BeforeAuditAsync() => Broker.TakeAllAsync("payment_requests");
    }
}

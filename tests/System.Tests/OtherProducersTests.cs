using RabbitMQ.Client.Exceptions;

namespace OrleansOrders.SystemTests;

/// <summary>Scenarios D and E, and programs that publish messages instead of HTTP requests.</summary>
public sealed class OtherProducersTests(RunningSystem running) : Scenario<RunningSystem>(running)
{
    [ServerFact]
    public async Task An_order_of_a_mere_amount_is_published_by_its_currency_paid_and_confirmed()
    {
        var euros = await OutsideListener.BindAsync(Running.Broker, OutsideProducer.OrderEvents, "order.placed.eur");
        await using var payments = await OutsideListener.BindAsync(Running.Broker, OutsideProducer.PaymentEvents, "payment.succeeded");

        var id = (await Orders.PlaceAsync(new { customer_email = "ann@example.com", amount = 25.50m, currency = "EUR" })).OrderId();

        var placed = await euros.WaitForAsync("order.placed.eur", id);
        Assert.Equal((25.50m, "EUR", "ann@example.com"),
            (placed.Json.GetProperty("amount").GetDecimal(), placed.Json.Text("currency"), placed.Json.Text("customer_id")));
        var paid = await payments.WaitForAsync("payment.succeeded", id);
        Assert.Equal(25.50m, paid.Json.GetProperty("amount").GetDecimal());
        var order = await Orders.FinalAsync(id);
        Assert.Empty(order.GetProperty("items").EnumerateArray());
        Assert.Equal(("confirmed", "EUR", 25.50m), (order.Status(), order.Text("currency"), order.GetProperty("total_amount").GetDecimal()));
        Assert.Equal(id, Assert.Single(await Orders.NotificationsAsync("ann@example.com", 1)).OrderId());
    }

    [ServerFact]
    public async Task A_published_order_with_the_id_of_another_is_set_aside()
    {
        await Orders.PlaceAsync(new { order_id = "taken", customer_id = "first", item = "pizza", qty = 1 });
        await Orders.FinalAsync("taken");

        await Outside.PublishAsync(OutsideProducer.OrderEvents, "order.placed", new { order_id = "taken", customer_id = "second", item = "pizza", qty = 1 }, "usurper");

        Assert.Equal("order_exists", (await Running.DeadLetters.WaitForAsync("usurper")).Header("x-reason"));
        Assert.Equal("first", (await Orders.OrderAsync("taken")).Text("customer_id"));
    }

    [ServerFact]
    public async Task An_adjustment_of_stock_is_applied_once()
    {
        await Orders.SetStockAsync("shelf", 1);
        for (var i = 0; i < 5; i++)
            await Outside.PublishAsync(OutsideProducer.InventoryEvents, "inventory.adjusted", new { sku = "shelf", adjustment_id = "truck-1", delta = 10 });
        await Outside.PublishAsync(OutsideProducer.InventoryEvents, "inventory.adjusted", new { sku = "shelf", adjustment_id = "truck-2", delta = 100 });

        var stock = await Eventually.Async(() => Orders.StockAsync("shelf"), seen => seen.Available >= 111, "both trucks are unloaded");
        await Eventually.Async(async () => await Running.Broker.ReadyAsync("inventory_adjustments") == 0, "every adjustment is taken");

        Assert.Equal(new Stock(111, 0, 0), stock);
        Assert.Equal(111, (await Orders.StockAsync("shelf")).Available);
    }

    [ServerFact]
    public async Task An_adjustment_below_zero_is_set_aside()
    {
        await Orders.SetStockAsync("box", 1);

        await Outside.PublishAsync(OutsideProducer.InventoryEvents, "inventory.adjusted", new { sku = "box", adjustment_id = "loss-1", delta = -2 }, "too-much");

        Assert.Equal("insufficient_stock", (await Running.DeadLetters.WaitForAsync("too-much")).Header("x-reason"));
        Assert.Equal(new Stock(1, 0, 0), await Orders.StockAsync("box"));
    }

    [ServerFact]
    public async Task Nobody_settles_an_order_by_publishing_a_message()
    {
        var id = (await Orders.PlaceAsync(new { customer_id = "payer", payment_token = "tok_decline", item = "pizza", qty = 1, price = 7m })).OrderId();
        var before = await Orders.FinalAsync(id);

        // To the exchange, and to the queue directly with the headers of that exchange.
        foreach (var order in (string[])[id, "of-nobody"])
        {
            await Assert.ThrowsAsync<PublishReturnException>(() =>
                Outside.PublishAsync(OutsideProducer.PaymentEvents, "payment.succeeded", new { order_id = order, amount = 7m, currency = "USD" }, $"claim-{order}"));
            await Outside.PublishPastAsync("order_status", OutsideProducer.PaymentEvents, "payment.succeeded", new { order_id = order, amount = 7m, currency = "USD" }, $"forged-{order}");
        }

        Assert.Equal("order_not_found", (await Running.DeadLetters.WaitForAsync("forged-of-nobody")).Header("x-reason"));
        await Eventually.Async(() => Running.Broker.ReadyAsync("order_status"), ready => ready == 0, "all are taken");
        Assert.Equal(before.GetRawText(), (await Orders.OrderAsync(id)).GetRawText());
    }

    [ServerFact]
    public async Task Nobody_tells_a_customer_by_publishing_a_message()
    {
        var id = (await Orders.PlaceAsync(new { customer_id = "told", item = "pizza", qty = 1, price = 7m })).OrderId();
        await Orders.FinalAsync(id);
        var before = await Orders.NotificationsAsync("told", 1);

        foreach (var key in (string[])["order.failed", "order.cancelled", "payment.refunded"])
        {
            var exchange = key.StartsWith("order.", StringComparison.Ordinal) ? OutsideProducer.OrderEvents : OutsideProducer.PaymentEvents;
            await Assert.ThrowsAsync<PublishReturnException>(() => Outside.PublishAsync(exchange, key, new { order_id = id, customer_id = "told", status = "failed" }, $"forged-{key}"));
        }

        // Like a message from the queue of earlier versions.
        await Assert.ThrowsAsync<PublishReturnException>(() => Outside.PublishPastAsync("notifications", OutsideProducer.OrderEvents, "order.failed", new { order_id = id, customer_id = "told" }, "past"));
        Assert.Equal(before.Select(told => told.GetRawText()), (await Orders.NotificationsAsync("told")).Select(told => told.GetRawText()));
    }
}

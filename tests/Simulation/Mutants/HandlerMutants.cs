namespace OrleansOrders.Simulation;

/// <summary>Bugs of message handlers and of the order intake.</summary>
static class HandlerMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("ack-before-write", "src/RabbitMq/Consuming/SingleWorker.cs",
            "var outcome = Outcome.OfEnvelope(message.Delivery) ?? await invoker.One(handler, message.Delivery, abandon);",
            "await settler.Settle(message, Outcome.Of(HandlerResult.Done), inHand, abandon);\n        await invoker.One(handler, message.Delivery, abandon);\n        var outcome = Outcome.Of(HandlerResult.Done);\n        if (message.Tag > 0) return;",
            100),
        new("ack-before-confirm", "src/Bridge/Orders/FactAnnouncing.cs",
            ": publisher.PublishAll(",
            ": Unconfirmed(publisher, ",
            100)
        {
            More = [("static class FactAnnouncing\n{", """
                static class FactAnnouncing
                {
                    static Task Unconfirmed(IMessagePublisher publisher, IReadOnlyList<OutgoingMessage> messages, CancellationToken ct)
                    {
                        _ = publisher.PublishAll(messages, ct);
                        return Task.CompletedTask;
                    }

                """)],
        },
        new("publish-before-write", "src/Api/Orders/OrderIntake.cs",
            "var reply = await retry.Call(() => grains.Order(order.OrderId).Accept(order), ct);",
            """
            var place = new OrderCommand.Place(order, DateTimeOffset.MaxValue);
            var early = OrderDecider.Create(place, DateTimeOffset.UnixEpoch);
            await announcer.Announce(early, OrderFacts.Announce(early, place));
            var reply = await retry.Call(() => grains.Order(order.OrderId).Accept(order), ct);
            """,
            100),
        new("acknowledged-though-not-set-aside", "src/RabbitMq/Consuming/Settler.cs",
            "                LogCannotSetAside(message.Delivery.MessageId, copy.RoutingKey, ErrorText.Of(e));",
            "                if (e is MessagingException) { await Acknowledge(message, message.Acknowledgements.Done(message.Tag)); return true; }",
            300),
        new("acknowledged-past-the-unsettled", "src/RabbitMq/Consuming/Acknowledgements.cs",
            "while (_done.Count > 0 && _done.Min == _settled + 1)",
            "while (_done.Count > 0)",
            100),
        new("refunded-without-asking", "src/Domain/Orders/PaymentDecider.cs",
            "bool OwesRefund(Order order) => order.Find(OrderEventKind.RefundRequested) is not null;",
            "bool OwesRefund(Order order) => order.Version > 0;",
            300),
        new("charged-without-asking", "src/Domain/Orders/PaymentDecider.cs",
            "OrderStatus.Failed or OrderStatus.Cancelled => PaymentStep.Void,",
            "OrderStatus.Failed or OrderStatus.Cancelled => PaymentStep.Charge,",
            100),
        new("found-instead-of-voided", "tests/Simulation/Processes/SimGateway.cs",
            "        account.IsClosed = true;\n        if (payment.Token",
            "        if (payment.Token",
            3000),
        new("paid-said-before-written", "src/Bridge/Payments/PaymentWorker.cs",
            "        var reply = await retry.Call(() => grains.Order(order.Id).Apply(command), ct);",
            """
                    if (command is OrderCommand.PaymentSucceeded) await publisher.Publish(PaymentCodec.Succeeded(order.Id, order.Content.Total, clock.Now(), order.Content.CustomerId), ct);
                    var reply = await retry.Call(() => grains.Order(order.Id).Apply(command), ct);
            """,
            100),
        new("an-open-order-is-met-once", "src/Bridge/Reconciling/ReconcilerPass.cs",
            "if (clock.GetElapsedTime(_began) < length) return;",
            "if (clock.GetElapsedTime(_began) < length || After is not null) return;",
            1500),
        new("new-id-on-repeat", "src/Contracts/Messages/FactCodec.cs",
            "$\"{order.Id}:{fact.Version}:{type}\")",
            "$\"{order.Id}:{fact.Version}:{type}:{_count++}\")",
            100)
        {
            More = [("public static class FactCodec\n{", "public static class FactCodec\n{\n    [ThreadStatic] static int _count;\n")],
        },
    ];
}

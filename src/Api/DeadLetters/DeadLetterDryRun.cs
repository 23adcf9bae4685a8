using System.Collections.Immutable;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.RabbitMq;
using OrleansOrders.Storage;

namespace OrleansOrders.Api;

/// <summary>Predicts what a consumer would do with a letter, and changes nothing.</summary>
interface IDeadLetterDryRun
{
    Task<DryRunView> Try(DeadLetter letter, CancellationToken ct);
}

/// <summary>
/// Uses the parsers of the queues' consumers and, for orders, their deciders on the stored order. Stock and payment services are not
/// called.
/// </summary>
sealed class DeadLetterDryRun(IOrderReads orders, TimeProvider clock) : IDeadLetterDryRun
{
    public async Task<DryRunView> Try(DeadLetter letter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return letter.Queue switch
        {
            Queues.OrderPlaced => await Placed(letter, ct),
            Queues.OrderStatus => await Status(letter, ct),
            Queues.InventoryAdjustments => Adjustment(letter),
            Queues.PaymentRequests => await Payment(letter, ct),
            Queues.FormerNotifications => DryRunView.NoOrigin("Its queue is gone: every notification is written with its order, and announced with it. The letter can be deleted."),
            _ => DryRunView.NoOrigin("The queue it came from is not known, or none of ours: it cannot be sent back."),
        };
    }

    async Task<DryRunView> Placed(DeadLetter letter, CancellationToken ct)
    {
        OrderId? fallback = OrderId.TryParse(letter.MessageId, null, out var id) ? id : null;
        return OrderParser.Parse(letter.Body, fallback) switch
        {
            OrderParse.Invalid { Errors: var errors } => Refused(FieldErrors.WithMessageId(errors, "order_id", letter.MessageId)),
            OrderParse.Valid { Order: var content } => await Place(content, ct),
            _ => throw new InvalidOperationException("An unknown outcome of parsing an order."),
        };
    }

    async Task<DryRunView> Place(NewOrder content, CancellationToken ct)
    {
        var order = await orders.Find(content.OrderId, ct);
        var now = clock.GetUtcNow();

        // A pending order with this content waits for this message: its stock has not been reserved.
        return order is { Status: OrderStatus.Pending } && order.Content.HasContentOf(content)
            ? DryRunView.WouldBeAccepted($"Order {order.Id} is pending: its stock would be asked for.")
            : Verdict(OrderDecider.Decide(order, new OrderCommand.Place(content, now), now), content.OrderId, order);
    }

    async Task<DryRunView> Status(DeadLetter letter, CancellationToken ct) => letter.RoutingKey switch
    {
        RoutingKeys.PaymentSucceeded => await Payment(letter, payment => new OrderCommand.PaymentSucceeded(PaidBy(payment)), ct),
        RoutingKeys.PaymentFailed => await Payment(letter, _ => new OrderCommand.PaymentFailed(), ct),
        RoutingKeys.PaymentRefunded => await Payment(letter, _ => new OrderCommand.RecordRefund(), ct),
        RoutingKeys.OrderCancelRequested => await Request(letter, new OrderCommand.Cancel(), ct),
        RoutingKeys.OrderExpiryDue => await Request(letter, new OrderCommand.Expire(), ct),
        _ => DryRunView.Refused(DeadLetterReasons.InvalidMessage, $"The routing key '{letter.RoutingKey}' is none of this queue's."),
    };

    async Task<DryRunView> Payment(DeadLetter letter, Func<PaymentResult, OrderCommand> command, CancellationToken ct) => MessageParser.ParsePaymentResult(letter.Body) switch
    {
        MessageParse<PaymentResult>.Valid { Value: var payment } => await Decide(payment.OrderId, command(payment), ct),
        MessageParse<PaymentResult>.Invalid { Errors: var errors } => Refused(errors),
        _ => throw new InvalidOperationException("An unknown outcome of parsing a payment."),
    };

    async Task<DryRunView> Request(DeadLetter letter, OrderCommand command, CancellationToken ct) => MessageParser.ParseOrderRequest(letter.Body) switch
    {
        MessageParse<OrderId>.Valid { Value: var id } => await Decide(id, command, ct),
        MessageParse<OrderId>.Invalid { Errors: var errors } => Refused(errors),
        _ => throw new InvalidOperationException("An unknown outcome of parsing a request."),
    };

    async Task<DryRunView> Decide(OrderId id, OrderCommand command, CancellationToken ct)
    {
        var order = await orders.Find(id, ct);
        return Verdict(OrderDecider.Decide(order, command, clock.GetUtcNow()), id, order);
    }

    static DryRunView Verdict(OrderDecision decision, OrderId id, Order? order)
    {
        var stands = order is null ? $"There is no order {id}" : $"Order {id} is {JsonNames<OrderStatus>.Of(order.Status)}";
        return decision switch
        {
            OrderDecision.Happens { Kind: OrderEventKind.Placed } => DryRunView.WouldBeAccepted($"{stands}: it would be placed, and its stock asked for."),
            OrderDecision.Happens { Kind: var kind } => DryRunView.WouldBeAccepted($"{stands}: {JsonNames<OrderEventKind>.Of(kind)} would follow."),
            OrderDecision.Nothing => DryRunView.WouldChangeNothing($"{stands}: it would change nothing."),
            OrderDecision.Refused { Reason: OrderRefusal.TooLate } => DryRunView.WouldChangeNothing($"{stands}: it is too late for this, and nothing would change."),
            OrderDecision.Refused { Reason: OrderRefusal.TooEarly or OrderRefusal.NotExpired } =>
                DryRunView.TooEarly($"{stands}: it is too early for this. It would be tried again, and set aside after the last attempt."),
            OrderDecision.Refused { Reason: var reason } => DryRunView.Refused(JsonNames<OrderRefusal>.Of(reason), $"{stands}: it would be refused."),
            _ => throw new InvalidOperationException("An unknown decision about an order."),
        };
    }

    static DryRunView Adjustment(DeadLetter letter)
    {
        AdjustmentId? fallback = AdjustmentId.TryParse(letter.MessageId, null, out var id) ? id : null;
        return MessageParser.ParseStockAdjustment(letter.Body, fallback) is MessageParse<StockAdjustment>.Invalid { Errors: var errors }
            ? Refused(FieldErrors.WithMessageId(errors, "adjustment_id", letter.MessageId))
            : DryRunView.WouldBeAccepted("It can be read. Whether the stock allows it is known when it is tried.");
    }

    async Task<DryRunView> Payment(DeadLetter letter, CancellationToken ct) => MessageParser.ParsePaymentRequest(letter.Body) switch
    {
        MessageParse<PaymentRequest>.Invalid { Errors: var errors } => Refused(errors),
        MessageParse<PaymentRequest>.Valid { Value.OrderId: var id } when letter.RoutingKey != RoutingKeys.PaymentRefundRequested => Collect(id, await orders.Find(id, ct)),
        _ => DryRunView.WouldBeAccepted("It can be read. What the payment service says is known when it is tried."),
    };

    DryRunView Collect(OrderId id, Order? order) => order is null
        ? DryRunView.Refused(JsonNames<OrderRefusal>.Of(OrderRefusal.NotFound), $"There is no order {id}: it would be refused.")
        : PaymentDecider.Collect(order, clock.GetUtcNow()) switch
        {
            PaymentStep.Charge => DryRunView.WouldBeAccepted($"Order {id} is reserved. What the payment service says is known when it is tried."),
            PaymentStep.Wait => DryRunView.TooEarly($"Order {id} is {JsonNames<OrderStatus>.Of(order.Status)}: it is too early for this. It would be tried again, and set aside after the last attempt."),
            _ => DryRunView.WouldChangeNothing($"Order {id} is {JsonNames<OrderStatus>.Of(order.Status)}: no money would be asked for any more."),
        };

    static DryRunView Refused(ImmutableArray<FieldError> errors) => DryRunView.Refused(FieldErrors.Reason(errors), FieldErrors.Describe(errors));

    static Money? PaidBy(PaymentResult payment) =>
        payment is { Amount: { } amount, Currency: { } currency } && Money.TryCreateTotal(amount, currency, out var paid) ? paid : null;
}

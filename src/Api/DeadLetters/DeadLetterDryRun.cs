namespace OrleansOrders.Api;

/// <summary>Predicts what a consumer would do with a letter, and changes nothing.</summary>
interface IDeadLetterDryRun
{
    Task<DryRunView> Try(DeadLetter letter, CancellationToken ct);
}

/// <summary>
/// Reads a letter as the queue's handler does and, for orders, applies the deciders to the stored order. Stock and payment services are not called.
/// </summary>
sealed class DeadLetterDryRun(IOrderReads orders, TimeProvider clock) : IDeadLetterDryRun
{
    public async Task<DryRunView> Try(DeadLetter letter, CancellationToken ct) => letter.Queue switch
    {
        Queues.OrderPlaced => await Read(letter, QueueMessages.OrderPlaced, order => Place(order, ct)),
        Queues.OrderStatus => await Read(letter, QueueMessages.OrderStatus, change => Change(change, ct)),
        Queues.InventoryAdjustments => await Read(letter, QueueMessages.InventoryAdjustments, _ => Unpredictable("Whether the stock allows it")),
        Queues.PaymentRequests => await Read(letter, QueueMessages.PaymentRequests, request => Collect(request, ct)),
        _ => DryRunView.NoOrigin("Its queue is unknown or not a queue of this system: it cannot be replayed."),
    };

    static async Task<DryRunView> Read<T>(DeadLetter letter, QueueReader<T> read, Func<T, Task<DryRunView>> judge)
        where T : class
    {
        var parsed = read(letter.RoutingKey, letter.MessageId, letter.Body);
        return parsed.Value is { } message ? await judge(message) : DryRunView.Refused(FieldErrors.Reason(parsed.Errors), FieldErrors.Describe(parsed.Errors));
    }

    async Task<DryRunView> Place(NewOrder content, CancellationToken ct)
    {
        var order = await orders.Find(content.OrderId, ct);
        var now = clock.GetUtcNow();
        if (order is not null) content = content.WithTokenOf(order.Content);

        // A pending order with this content waits for this message: its stock has not been reserved.
        return order is { Status: OrderStatus.Pending } && order.Content.HasContentOf(content)
            ? DryRunView.WouldBeAccepted($"Order {order.Id} is pending: its stock would be requested.")
            : Verdict(OrderDecider.Decide(order, new OrderCommand.Place(content, now), now), content.OrderId, order);
    }

    async Task<DryRunView> Change(OrderChange change, CancellationToken ct)
    {
        var order = await orders.Find(change.OrderId, ct);
        return Verdict(OrderDecider.Decide(order, change.Command, clock.GetUtcNow()), change.OrderId, order);
    }

    static Task<DryRunView> Unpredictable(string what) => Task.FromResult(DryRunView.WouldBeAccepted($"The message is valid. {what} is known only when it is replayed."));

    static DryRunView Verdict(OrderDecision decision, OrderId id, Order? order)
    {
        var stands = order is null ? $"There is no order {id}" : $"Order {id} is {EnumNames.Of(order.Status)}";
        if (decision is OrderDecision.Happens { Kind: var kind })
        {
            return DryRunView.WouldBeAccepted(kind is OrderEventKind.Placed ? $"{stands}: it would be placed, and its stock requested." : $"{stands}: {EnumNames.Of(kind)} would follow.");
        }

        return (decision as OrderDecision.Refused)?.Reason switch
        {
            null => DryRunView.WouldChangeNothing($"{stands}: it would change nothing."),
            OrderRefusal.TooLate => DryRunView.WouldChangeNothing($"{stands}: it is too late for this, and nothing would change."),
            OrderRefusal.TooEarly or OrderRefusal.NotExpired => DryRunView.TooEarly(stands),
            { } reason => DryRunView.Refused(EnumNames.Of(reason), $"{stands}: it would be refused."),
        };
    }

    async Task<DryRunView> Collect(PaymentRequest request, CancellationToken ct)
    {
        if (request.IsRefund) return await Unpredictable("The payment service's answer");
        var id = request.OrderId;
        if (await orders.Find(id, ct) is not { } order) return DryRunView.Refused(EnumNames.Of(OrderRefusal.NotFound), $"There is no order {id}: it would be refused.");
        var stands = $"Order {id} is {EnumNames.Of(order.Status)}";
        return PaymentDecider.Collect(order, clock.GetUtcNow()) switch
        {
            PaymentStep.Charge => DryRunView.WouldBeAccepted($"Order {id} is reserved. The payment service's answer is known only when it is replayed."),
            PaymentStep.Wait => DryRunView.TooEarly(stands),
            _ => DryRunView.WouldChangeNothing($"{stands}: no payment would be requested."),
        };
    }
}

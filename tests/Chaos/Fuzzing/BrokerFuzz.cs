using System.Globalization;
using RabbitMQ.Client;

namespace OrleansOrders.Chaos;

/// <summary>
/// The same inputs as messages, with unusual properties and headers. Each is handled or becomes a dead letter; an input that its parser refuses must
/// become one; an order behind all of them is processed.
/// </summary>
sealed class BrokerFuzz(ChaosSystem system, HttpClient http, int seed, Action<string> say)
{
    const string Mark = "x-fuzz";
    const int AtOnce = 64;

    static readonly object?[] Strange = [0, -1, 3, int.MaxValue, long.MinValue, "2", "", "x", new byte[] { 0xff, 0xfe }, true, 1.5, null, new List<object?> { 1 }, new Dictionary<string, object?> { ["a"] = 1 }];
    static readonly string?[] Texts = [null, "", "a", "o-1", "*", "a b", "\0", "ü💥", new('x', 255)];

    /// <returns>The failures, each with the command that repeats it.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int count)
    {
        var refused = new Dictionary<int, FuzzInput>();
        await using (var broker = new BrokerClient(system.RabbitMq))
        {
            var channel = await broker.ChannelAsync();
            var open = new List<Task>();
            for (var index = 0; index < count; index++)
            {
                var input = InputMaker.Make(seed, index);
                if (await PublishAsync(channel, input, index, open)) refused[index] = input;
                if (open.Count < AtOnce) continue;
                await Task.WhenAll(open);
                open.Clear();
            }

            await Task.WhenAll(open);
        }

        say($"{count} messages published, of which {refused.Count} cannot be worked; waiting for the queues to be empty");
        var wrong = new List<string>();
        if (await GoodOrderAsync() is { } fault) wrong.Add(fault);
        await new Settling(system, http, say).SettleAsync(sendBack: false);
        if (await WaitingAsync() is { Length: > 0 } waiting) wrong.Add($"there is still {waiting}");
        var letters = await LettersAsync();
        wrong.AddRange(refused.Where(pair => !letters.ContainsKey(pair.Key)).Select(pair => $"{pair.Value}: refused by its parser, and no dead letter"));
        wrong.AddRange(letters.Where(letter => letter.Value == DeadLetterReasons.AttemptsExhausted)
            .Select(letter => $"{InputMaker.Make(seed, letter.Key)}: tried again and again, and nothing was away"));
        return wrong;
    }

    // Whether it must be refused.
    async Task<bool> PublishAsync(IChannel channel, FuzzInput input, int index, List<Task> open)
    {
        var random = new Random(FaultSchedule.HashOf(seed, index));
        var (exchange, key, kind) = FuzzEntrance.Of(input.Kind, random);
        var properties = new BasicProperties { Headers = new Dictionary<string, object?> { [Mark] = index } };
        if (kind is not (FuzzKind.OrderWithoutFallback or FuzzKind.StockAdjustment)) properties.MessageId = $"fuzz-{index.ToString(CultureInfo.InvariantCulture)}";
        var strange = random.Next(4) == 0;
        if (strange) Disguise(properties, random);
        open.Add(channel.BasicPublishAsync(exchange, key, mandatory: true, properties, input.Bytes).AsTask());
        await Task.Yield();

        // A message id replaces a missing id of the body. The result of an unusual id is not checked.
        var undecided = strange && kind is (FuzzKind.Order or FuzzKind.OrderWithoutFallback or FuzzKind.StockAdjustment);
        return !undecided && !FuzzJudge.Judge(kind, input.Bytes).Accepted;
    }

    static void Disguise(BasicProperties properties, Random random)
    {
        properties.Headers![MessageHeaders.Attempt] = Strange[random.Next(Strange.Length)];
        properties.Headers[MessageHeaders.TraceParent] = Strange[random.Next(Strange.Length)];
        properties.Headers[MessageHeaders.OriginRoutingKey] = Strange[random.Next(Strange.Length)];
        if (Texts[random.Next(Texts.Length)] is { } id) properties.MessageId = id;
        if (Texts[random.Next(Texts.Length)] is { } type) properties.Type = type;
        if (Texts[random.Next(Texts.Length)] is { } correlation) properties.CorrelationId = correlation;
        if (random.Next(2) == 0) properties.Timestamp = new(random.NextInt64(long.MinValue, long.MaxValue));
    }

    async Task<string?> GoodOrderAsync()
    {
        await using var broker = new BrokerClient(system.RabbitMq);
        await new OutsideProducer(broker).PublishAsync(Exchanges.OrderEvents, RoutingKeys.OrderPlaced, new { order_id = "after-all", customer_id = "c", amount = 5, payment_token = "tok_ok" });
        var order = await new OrdersClient(http).FinalAsync("after-all", TimeSpan.FromMinutes(2));
        return order.Status() == "confirmed" ? null : $"the order behind all of them is {order.Status()}";
    }

    Task<string> WaitingAsync() => new Settling(system, http, say).WaitingAsync();

    async Task<Dictionary<int, string>> LettersAsync()
    {
        await using var broker = new BrokerClient(system.RabbitMq);
        var letters = new Dictionary<int, string>();
        foreach (var letter in await broker.TakeAllAsync(BrokerNames.DeadLetterQueue))
        {
            if (int.TryParse(letter.Header(Mark), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) letters[index] = letter.Header(MessageHeaders.Reason);
        }

        return letters;
    }
}

/// <summary>The exchange and key of an input.</summary>
static class FuzzEntrance
{
    /// <summary>The exchange, the key, and the kind that the queue's consumer reads.</summary>
    public static (string Exchange, string Key, FuzzKind Kind) Of(FuzzKind kind, Random random) => kind switch
    {
        FuzzKind.Order => random.Next(2) == 0 ? (Exchanges.OrderEvents, RoutingKeys.OrderCreated, kind) : (Exchanges.NewOrders, RoutingKeys.None, kind),
        FuzzKind.OrderWithoutFallback => (Exchanges.OrderEvents, RoutingKeys.OrderPlaced, kind),

        // With the simulated gateway, payment results have no queue.
        FuzzKind.PaymentResult or FuzzKind.PaymentRequest => random.Next(2) == 0 ? (Exchanges.InventoryEvents, RoutingKeys.InventoryReserved, FuzzKind.PaymentRequest) : (Exchanges.PaymentEvents, RoutingKeys.PaymentRefundRequested, FuzzKind.PaymentRequest),
        FuzzKind.OrderRequest => (Exchanges.OrderEvents, random.Next(2) == 0 ? RoutingKeys.OrderCancelRequested : RoutingKeys.OrderExpiryDue, kind),
        _ => (Exchanges.InventoryEvents, RoutingKeys.InventoryAdjusted, FuzzKind.StockAdjustment),
    };
}

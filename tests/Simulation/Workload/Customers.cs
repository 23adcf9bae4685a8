using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Simulation;

/// <summary>Clients of the API: they place, read, cancel and repeat, and record the replies.</summary>
sealed class Customers(World world)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    public OrderBook Book { get; } = new();

    public void Place(int number, OrderWay way, Dice dice)
    {
        var id = way is OrderWay.OwnId || (way is OrderWay.Producer && dice.Chance(0.7)) ? $"ord-{number}" : null;
        var body = OrderMaker.Body(number, id, dice);
        var entry = Book.Add(number, body, OrderMaker.Read(body, id ?? $"msg-{number}"), mayBeTwo: false);
        if (way is OrderWay.Producer) world.Producers.Place(entry, dice);
        else Run(() => Post(entry, way, way is OrderWay.Key ? $"key-{number}" : null, dice));
    }

    public void PlacePair(Dice dice)
    {
        foreach (var (number, first, second) in new[] { (100, "a", "b"), (101, "b", "a") })
        {
            var body = OrderMaker.Pair(number, $"ord-{number}", first, second, dice);
            var entry = Book.Add(number, body, OrderMaker.Read(body, $"ord-{number}"), mayBeTwo: false);
            Run(() => Post(entry, OrderWay.OwnId, null, dice));
        }
    }

    public void Cancel(int number, Dice dice) => Run(async () =>
    {
        for (var left = 6; left > 0; left--)
        {
            if (Book.Find(number) is { Id: { } id } entry && Api(dice) is { } api)
            {
                var before = entry.Seen;
                var answer = await Ask(api, services => services.GetRequiredService<OrderCancellation>().Cancel(id, TimeSpan.FromSeconds(2), CancellationToken.None));
                if (answer.Failure is null)
                {
                    world.Checker.Seen(entry, answer.Result, before);
                    if (answer.Result is { Status: OrderStatus.Confirmed or OrderStatus.Failed }) world.Probes.Hit(Probe.CancelTooLate);
                    return;
                }
            }

            await Task.Delay(Pause, world.Time);
        }
    });

    /// <summary>Counts an item and sets its stock.</summary>
    public void Count(Dice dice) => Run(async () =>
    {
        var sku = Sku.Parse(dice.Of("hot", "a", "b", "c"));
        var id = AdjustmentId.Parse($"count-{world.Ids.Below(int.MaxValue)}");
        var available = dice.Between(0, 20);
        for (var left = 10; left > 0; left--)
        {
            if (Api(dice) is { } api)
            {
                var answer = await Ask(api, services => services.GetRequiredService<GrainRetry>()
                    .Call(() => services.GetRequiredService<Orleans.IGrainFactory>().Item(sku).SetAvailable(id, available), CancellationToken.None));
                if (answer.Failure is null) return;
            }

            await Task.Delay(Pause, world.Time);
        }
    });

    /// <summary>Reads an order until it is final.</summary>
    public async Task Watch(OrderBook.Entry entry, Dice dice)
    {
        entry.IsWatched = true;
        while (entry.Seen is not { IsFinal: true })
        {
            await Task.Delay(dice.Between(Pause, 10 * Pause), world.Time);
            if (Api(dice) is not { } api) continue;
            var wait = dice.Chance(0.3) ? TimeSpan.FromSeconds(dice.Between(1, 10)) : TimeSpan.Zero;
            var before = entry.Seen;
            TimeSpan? patience = wait > TimeSpan.Zero && dice.Chance(0.3) ? dice.Between(TimeSpan.Zero, wait) : null;
            var answer = await Ask(api, services => Get(services, entry.Id!.Value, wait, patience));
            if (answer.Failure is null) world.Checker.Seen(entry, answer.Result, before);
        }
    }

    async Task Post(OrderBook.Entry entry, OrderWay way, string? key, Dice dice)
    {
        while (true)
        {
            if (Api(dice) is { } api)
            {
                var before = entry.Seen;
                var answer = await Ask(api, services => services.GetRequiredService<OrderIntake>().Post(Encoding.UTF8.GetBytes(entry.Body), key, CancellationToken.None));
                if (answer.Result is Intake.Accepted accepted)
                {
                    if (accepted.Replayed) world.Probes.Hit(Probe.PostRepeated);
                    world.Checker.Promised(entry, accepted.Order, before);
                    break;
                }

                if (answer.Failure is null) world.Violate("I-9", $"{entry.Body} was answered with {answer.Result}");
                if (way is OrderWay.NoId) return;
            }

            await Task.Delay(dice.Between(Pause, 3 * Pause), world.Time);
        }

        if (dice.Chance(0.25)) await PostOther(entry, key, dice);
        await Watch(entry, dice);
    }

    /// <summary>The same id or the same key with other content must be refused.</summary>
    async Task PostOther(OrderBook.Entry entry, string? key, Dice dice)
    {
        if (Api(dice) is not { } api) return;
        var other = entry.Body.Replace("\":\"c-", "\":\"other-c-", StringComparison.Ordinal);
        if (key is null && !other.Contains("order_id", StringComparison.Ordinal)) return;
        var answer = await Ask(api, services => services.GetRequiredService<OrderIntake>().Post(Encoding.UTF8.GetBytes(other), key, CancellationToken.None));
        if (answer.Failure is not null) return;
        world.Probes.Hit(key is null ? Probe.PostRefusedForContent : Probe.KeyReused);
        if (answer.Result is not (Intake.Refused { Refusal: OrderRefusal.Exists } or Intake.KeyReused)) world.Violate("I-9", $"{other} was answered with {answer.Result}");
    }

    /// <summary>With a patience, the client closes the connection after that time, and the request is cancelled.</summary>
    static async Task<Order?> Get(IServiceProvider services, OrderId id, TimeSpan wait, TimeSpan? patience)
    {
        using var aborted = new CancellationTokenSource(patience ?? Timeout.InfiniteTimeSpan, services.GetRequiredService<TimeProvider>());
        var order = await services.GetRequiredService<IOrderReads>().Find(id, CancellationToken.None);
        return order is null ? null : await services.GetRequiredService<OrderWaiter>().Wait(order, wait, aborted.Token);
    }

    SimProcess? Api(Dice dice)
    {
        var up = world.Processes.FindAll(process => process.IsUp && process.Roles.HasFlag(SimRole.Api));
        return up.Count == 0 ? null : up[dice.Below(up.Count)];
    }

    async Task<Outcome<T>> Ask<T>(SimProcess api, Func<IServiceProvider, Task<T>> request) =>
        await Outcome.Of(api.Call(request, () => new IOException("simulated: connection reset")).WaitAsync(Patience, world.Time));

    void Run(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, world.Clients);
}

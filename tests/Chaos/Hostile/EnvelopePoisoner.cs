using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace OrleansOrders.Chaos;

/// <summary>Publishes messages with undecodable properties, over a socket, to every exchange and queue of the system.</summary>
sealed class EnvelopePoisoner(string rabbitMq, int seed, History history, Pace pace, Attacks attacks)
{
    const int Large = 64 * 1024;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Each binding, and each queue by its name, dead letters and delay queues included.</summary>
    public static IReadOnlyList<(string Exchange, string Key)> Entrances { get; } =
    [
        .. BrokerTopology.Declared.Bindings.Select(binding => (binding.Exchange, binding.Pattern.Replace("*", "usd", StringComparison.Ordinal))),
        .. BrokerTopology.Declared.Queues.Select(queue => (BrokerNames.DefaultExchange, queue.Name)),
        .. BrokerTopology.Declared.Queues.Where(queue => queue.Retries).SelectMany(queue => ChaosSettings.Retries.RetryDelays.Select(delay => (BrokerNames.DefaultExchange, BrokerNames.RetryQueue(queue.Name, delay)))),
    ];

    readonly Random _random = new(seed);
    RawPublisher? _publisher;

    public async Task RunAsync()
    {
        try
        {
            var poisons = PoisonEnvelope.All.ToArray();
            for (var round = 0; !pace.Stop.IsCancellationRequested; round++)
            {
                _random.Shuffle(poisons);

                // A large one costs the broker seconds of processor time per delivery, so each comes once.
                foreach (var poison in poisons.Where(poison => round == 0 || poison.Properties("").Length < Large))
                {
                    await PublishAsync(poison, FormattableString.Invariant($"hostile-envelope-{round}-{Array.IndexOf(poisons, poison)}"));
                    await pace.ThinkAsync(_random, 1_000);
                    if (pace.Stop.IsCancellationRequested) break;
                }
            }
        }
        finally
        {
            _publisher?.Dispose();
        }
    }

    // The body is an order that must not be accepted, or no order.
    Task<Reply> PublishAsync(PoisonEnvelope poison, string id)
    {
        var (exchange, key) = poison.IsHeavy ? (BrokerNames.DefaultExchange, Queues.OrderPlaced) : Entrances[_random.Next(Entrances.Count)];
        var body = _random.Next(2) == 0 ? Encoding.UTF8.GetBytes(id) : JsonSerializer.SerializeToUtf8Bytes(new { order_id = id, customer_id = "hostile", item = Catalog.Plenty[0], qty = 1 });
        attacks.Count("poison envelope");
        return pace.UntilKnownAsync(() => history.DoAsync(new Deed.Poison(id), async () =>
        {
            try
            {
                _publisher ??= await RawPublisher.ConnectAsync(rabbitMq);
                await _publisher.PublishAsync(exchange, key, poison.Properties(id), body).WaitAsync(Patience);
                return new(Outcome.Ok);
            }
            catch (Exception e) when (e is SocketException or IOException or TimeoutException)
            {
                _publisher?.Dispose();
                _publisher = null;
                return new(Outcome.Unknown);
            }
        }), _random);
    }
}

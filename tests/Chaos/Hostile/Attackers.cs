using System.Collections.Concurrent;

namespace OrleansOrders.Chaos;

/// <summary>All hostile traffic of a run.</summary>
sealed class Attackers(ChaosSystem system, History history, int seed) : Clients(system, history, seed)
{
    readonly Attacks _attacks = new();

    public IReadOnlyDictionary<string, int> Counts => _attacks.Counts;

    public void Start() => Working.AddRange(
    [
        new EnvelopePoisoner(Tested.RabbitMq, SeedOf(400), History, Pace, _attacks).RunAsync(),
        new BodyPoisoner(SeedOf(500), NewProducer(), Pace, _attacks).RunAsync(),
        new SlowClients([.. Tested.Applications.Select(application => application.Address)], SeedOf(600), Pace, _attacks).RunAsync(),
        new Glutton("g", SeedOf(700), Shops, NewProducer(), Pace, _attacks).RunAsync(),
    ]);
}

/// <summary>Counts attacks by kind.</summary>
sealed class Attacks
{
    readonly ConcurrentDictionary<string, int> _counts = new();

    public IReadOnlyDictionary<string, int> Counts => _counts;

    public void Count(string kind) => _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
}

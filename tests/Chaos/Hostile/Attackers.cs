using System.Collections.Concurrent;

namespace OrleansOrders.Chaos;

/// <summary>All hostile traffic of a run, from one seed.</summary>
sealed class Attackers(ChaosSystem system, History history, int seed) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(2);

    readonly List<HttpClient> _http = [.. system.Applications.Select(application => new HttpClient { BaseAddress = application.Address, Timeout = Patience })];
    readonly Attacks _attacks = new();
    readonly CancellationTokenSource _stop = new();
    readonly CancellationTokenSource _giveUp = new();
    readonly Producer _producer = new(system.RabbitMq, history);
    Task _working = Task.CompletedTask;

    public IReadOnlyDictionary<string, int> Counts => _attacks.Counts;

    public void Start()
    {
        var pace = new Pace(_stop.Token, _giveUp.Token);
        _working = Task.WhenAll(
            new EnvelopePoisoner(system.RabbitMq, SeedOf(400), history, pace, _attacks).RunAsync(),
            new BodyPoisoner(SeedOf(500), _producer, pace, _attacks).RunAsync(),
            new SlowClients([.. system.Applications.Select(application => application.Address)], SeedOf(600), pace, _attacks).RunAsync(),
            new Glutton("g", SeedOf(700), _http.ConvertAll(http => new ShopClient(http, history)), _producer, pace, _attacks).RunAsync());
    }

    /// <summary>Nothing new begins; what was published is published until it is known to be.</summary>
    public async Task CloseAsync()
    {
        await _stop.CancelAsync();
        _giveUp.CancelAfter(GiveUpAfter);
        await _working;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _giveUp.CancelAsync();
        await _working;
        await _producer.DisposeAsync();
        _http.ForEach(http => http.Dispose());
        _stop.Dispose();
        _giveUp.Dispose();
    }

    int SeedOf(int part) => FaultSchedule.HashOf(seed, part);
}

/// <summary>Counts attacks by kind.</summary>
sealed class Attacks
{
    readonly ConcurrentDictionary<string, int> _counts = new();

    public IReadOnlyDictionary<string, int> Counts => _counts;

    public void Count(string kind) => _counts.AddOrUpdate(kind, 1, (_, count) => count + 1);
}

namespace OrleansOrders.Chaos;

/// <summary>All clients of a run, from one seed.</summary>
sealed class Crowd(ChaosSystem system, History history, int seed, Action<string> say) : IAsyncDisposable
{
    const int Buyers = 6;
    const int Outsiders = 3;
    const int Storekeepers = 2;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(2);

    readonly List<HttpClient> _http = [.. system.Applications.Select(application => new HttpClient { BaseAddress = application.Address, Timeout = Patience })];
    readonly HttpClient _streams = new() { BaseAddress = system.Address, Timeout = Timeout.InfiniteTimeSpan };
    readonly CancellationTokenSource _stop = new();
    readonly CancellationTokenSource _giveUp = new();
    readonly CancellationTokenSource _hush = new();
    readonly List<Producer> _producers = [];
    readonly List<Task> _working = [];
    readonly List<Task> _listening = [];
    readonly List<StreamListener> _streamListeners = [];

    public FactListener Facts { get; } = new(system.NewBrokerClient);

    public IReadOnlyList<FinalNotification> Streamed => [.. _streamListeners.SelectMany(listener => listener.Heard)];

    /// <summary>Fills the shelves, and lets everybody in once all listeners listen.</summary>
    public async Task OpenAsync()
    {
        var shops = _http.ConvertAll(http => new ShopClient(http, history));
        var shop = shops[0];
        foreach (var delivery in Catalog.Delivery) await shop.AdjustAsync(delivery);
        await Facts.BindAsync();
        _listening.Add(Facts.RunAsync(_hush.Token));
        foreach (var customer in Wishes.Watched)
        {
            var listener = new StreamListener(_streams, customer);
            _streamListeners.Add(listener);
            _listening.Add(listener.RunAsync(_hush.Token));
            await listener.Listening.WaitAsync(TimeSpan.FromSeconds(30));
        }

        var (board, pace) = (new Board(), new Pace(_stop.Token, _giveUp.Token));
        for (var n = 0; n < Buyers; n++) _working.Add(new Buyer($"b{n}", SeedOf(100 + n), shops[n % shops.Count], board, pace).RunAsync());
        for (var n = 0; n < Outsiders; n++) _working.Add(new Outsider($"o{n}", SeedOf(200 + n), NewProducer(), board, pace).RunAsync());
        for (var n = 0; n < Storekeepers; n++) _working.Add(new Storekeeper($"s{n}", SeedOf(300 + n), shop, NewProducer(), pace).RunAsync());
    }

    /// <summary>Nobody begins anything new; everybody asks on until he knows what became of what he began.</summary>
    public async Task CloseAsync()
    {
        await _stop.CancelAsync();
        _giveUp.CancelAfter(GiveUpAfter);
        await Task.WhenAll(_working);
        if (_giveUp.IsCancellationRequested) say("some clients never learned what became of their orders");
    }

    /// <summary>Listens until everything that is due has been heard, or it takes too long; then no more.</summary>
    public async Task HushAsync(Func<bool> heardAll)
    {
        for (var waited = 0; waited < 100 && !heardAll(); waited++) await Task.Delay(100);
        await _hush.CancelAsync();
        await Task.WhenAll(_listening);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _giveUp.CancelAsync();
        await _hush.CancelAsync();
        await Task.WhenAll([.. _working, .. _listening]);
        foreach (var producer in _producers) await producer.DisposeAsync();
        await Facts.DisposeAsync();
        _http.ForEach(http => http.Dispose());
        _streams.Dispose();
        _stop.Dispose();
        _giveUp.Dispose();
        _hush.Dispose();
    }

    Producer NewProducer()
    {
        var producer = new Producer(system.RabbitMq, history);
        _producers.Add(producer);
        return producer;
    }

    int SeedOf(int part) => FaultSchedule.HashOf(seed, part);
}

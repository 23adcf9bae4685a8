namespace OrleansOrders.Chaos;

/// <summary>The clients of a run, from one seed, which act concurrently until they are stopped.</summary>
abstract class Clients(ChaosSystem system, History history, int seed) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(2);

    readonly List<HttpClient> _http = [.. system.Applications.Select(application => new HttpClient { BaseAddress = application.Address, Timeout = Patience })];
    readonly CancellationTokenSource _stop = new();
    readonly CancellationTokenSource _giveUp = new();
    readonly List<Producer> _producers = [];

    protected ChaosSystem Tested { get; } = system;

    protected History History { get; } = history;

    protected List<Task> Working { get; } = [];

    protected Pace Pace => new(_stop.Token, _giveUp.Token);

    /// <summary>One client for each process.</summary>
    protected List<ShopClient> Shops => _http.ConvertAll(http => new ShopClient(http, History));

    /// <summary>Clients begin no new operation, and repeat those with an unknown outcome.</summary>
    /// <returns>Whether all outcomes are known.</returns>
    public async Task<bool> CloseAsync()
    {
        await _stop.CancelAsync();
        _giveUp.CancelAfter(GiveUpAfter);
        await Task.WhenAll(Working);
        return !_giveUp.IsCancellationRequested;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _giveUp.CancelAsync();
        await Task.WhenAll(Working);
        foreach (var producer in _producers) await producer.DisposeAsync();
        _http.ForEach(http => http.Dispose());
        _stop.Dispose();
        _giveUp.Dispose();
    }

    protected Producer NewProducer()
    {
        var producer = new Producer(Tested.RabbitMq, History);
        _producers.Add(producer);
        return producer;
    }

    protected int SeedOf(int part) => FaultSchedule.HashOf(seed, part);
}

/// <summary>The ordinary clients of a run, and the listeners.</summary>
sealed class Crowd(ChaosSystem system, History history, int seed) : Clients(system, history, seed)
{
    const int Buyers = 6;
    const int Outsiders = 3;
    const int Storekeepers = 2;

    readonly HttpClient _streams = new() { BaseAddress = system.Address, Timeout = Timeout.InfiniteTimeSpan };
    readonly CancellationTokenSource _hush = new();
    readonly List<Task> _listening = [];
    readonly List<StreamListener> _streamListeners = [];

    public FactListener Facts { get; } = new(system.NewBrokerClient);

    public IReadOnlyList<FinalNotification> Streamed => [.. _streamListeners.SelectMany(listener => listener.Heard)];

    /// <summary>Sets the initial stock, and starts the clients once all listeners listen.</summary>
    public async Task OpenAsync()
    {
        var shops = Shops;
        foreach (var delivery in Catalog.Delivery) await shops[0].AdjustAsync(delivery);
        await Facts.BindAsync();
        _listening.Add(Facts.RunAsync(_hush.Token));
        foreach (var customer in Wishes.Watched)
        {
            var listener = new StreamListener(_streams, customer);
            _streamListeners.Add(listener);
            _listening.Add(listener.RunAsync(_hush.Token));
            await listener.Listening.WaitAsync(TimeSpan.FromSeconds(30));
        }

        var (board, pace) = (new Board(), Pace);
        for (var n = 0; n < Buyers; n++) Working.Add(new Buyer($"b{n}", SeedOf(100 + n), shops[n % shops.Count], board, pace).RunAsync());
        for (var n = 0; n < Outsiders; n++) Working.Add(new Outsider($"o{n}", SeedOf(200 + n), NewProducer(), board, pace).RunAsync());
        for (var n = 0; n < Storekeepers; n++) Working.Add(new Storekeeper($"s{n}", SeedOf(300 + n), shops[0], NewProducer(), pace).RunAsync());
    }

    /// <summary>Listens until all expected messages have arrived or the time is over, and then stops.</summary>
    public async Task HushAsync(Func<bool> heardAll)
    {
        for (var waited = 0; waited < 100 && !heardAll(); waited++) await Task.Delay(100);
        await _hush.CancelAsync();
        await Task.WhenAll(_listening);
    }

    public override async ValueTask DisposeAsync()
    {
        await _hush.CancelAsync();
        await Task.WhenAll(_listening);
        await base.DisposeAsync();
        await Facts.DisposeAsync();
        _streams.Dispose();
        _hush.Dispose();
    }
}

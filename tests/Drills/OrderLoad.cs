using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace OrleansOrders.Drills;

/// <summary>
/// Clients that order at a steady rate over kept connections and wait for the end of each order. A request that fails is counted and made again under
/// the same order id, as a client does, until the order is final or its patience is over.
/// </summary>
sealed class OrderLoad : IAsyncDisposable
{
    /// <summary>Two of them, so that reserves of one order go to grains on different silos.</summary>
    public static readonly string[] Skus = ["drill-a", "drill-b"];

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    readonly string _run = Guid.NewGuid().ToString("N")[..8];
    readonly ReadyApis _apis;
    readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10) }) { Timeout = TimeSpan.FromSeconds(100) };
    readonly CancellationTokenSource _stop = new();
    readonly SemaphoreSlim _outstanding;
    readonly ConcurrentDictionary<int, Task> _orders = new();
    readonly Task _pacing;
    int _placed;

    public OrderLoad(AppCluster cluster, LoadOptions options)
    {
        _apis = new(cluster);
        _outstanding = new(options.MostOutstanding, options.MostOutstanding);
        MostOutstanding = options.MostOutstanding;
        _pacing = Pace(options.Rate);
    }

    /// <summary>What was seen so far.</summary>
    public Sightings Seen { get; } = new();

    /// <summary>Orders that are being placed or waited for.</summary>
    public int Outstanding => MostOutstanding - _outstanding.CurrentCount;

    int MostOutstanding { get; }

    /// <summary>Places no more, and waits for those under way.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _pacing;
        await Task.WhenAll(_orders.Values);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested) await StopAsync();
        await _apis.DisposeAsync();
        _http.Dispose();
        _outstanding.Dispose();
        _stop.Dispose();
    }

    async Task Pace(int rate)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                for (var due = (int)(watch.Elapsed.TotalSeconds * rate); _placed < due; _placed++)
                {
                    await _outstanding.WaitAsync(_stop.Token);
                    var number = _placed;
                    _orders[number] = Run(number);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    async Task Run(int number)
    {
        try
        {
            await Order(number);
        }
        finally
        {
            _outstanding.Release();
            _orders.TryRemove(number, out _);
        }
    }

    async Task Order(int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"drill-{_run}-{number}");
        var body = new { order_id = id, customer_id = "drill", items = Skus.Select(sku => new { sku, quantity = 1, price = 2.5m }) };
        var watch = Stopwatch.StartNew();
        string last;
        do
        {
            last = await Try(body, id);
            if (last.Length == 0)
            {
                Seen.Final();
                return;
            }

            await Task.Delay(Pause);
        }
        while (watch.Elapsed < Patience);
        Seen.Lost(id, last);
    }

    /// <returns>Empty when the order is confirmed; else why it is to be asked again.</returns>
    async Task<string> Try(object body, string id)
    {
        var api = _apis.Next();
        try
        {
            var answer = await new OrdersClient(_http).PostAsync($"{api}orders", body, ("Prefer", "wait=20"));
            if ((int)answer.Status >= 300) return Seen.Failed($"{(int)answer.Status} of {api.Port} for {id}");
            return answer.Json.Status() is "confirmed" ? "" : answer.Json.Status();
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            return Seen.Failed($"{failure.GetType().Name} of {api.Port} for {id}: {failure.GetBaseException().Message}");
        }
    }
}

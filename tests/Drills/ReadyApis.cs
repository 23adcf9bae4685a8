namespace OrleansOrders.Drills;

/// <summary>The APIs that say that they are ready, as whoever distributes requests sees them: asked often, each in turn.</summary>
sealed class ReadyApis : IAsyncDisposable
{
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    readonly Uri[] _all;
    readonly HttpClient _http = new() { Timeout = Patience };
    readonly CancellationTokenSource _stop = new();
    readonly Task _watching;
    Uri[] _ready;
    int _next;

    public ReadyApis(AppCluster cluster)
    {
        _all = [.. cluster.Apis.Select(api => api.Address)];
        _ready = _all;
        _watching = Watch();
    }

    /// <summary>The next one; one that is not ready where none is.</summary>
    public Uri Next()
    {
        var turn = (uint)Interlocked.Increment(ref _next);
        var ready = Volatile.Read(ref _ready);
        var among = ready.Length > 0 ? ready : _all;
        return among[(int)(turn % (uint)among.Length)];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _http.Dispose();
        _stop.Dispose();
    }

    async Task Watch()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                var ready = await Task.WhenAll(_all.Select(IsReady));
                Volatile.Write(ref _ready, [.. _all.Where((_, i) => ready[i])]);
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    async Task<bool> IsReady(Uri api)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(api, "/health/ready"), _stop.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !_stop.IsCancellationRequested))
        {
            return false;
        }
    }
}

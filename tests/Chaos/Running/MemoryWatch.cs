using System.Diagnostics;
using System.Globalization;

namespace OrleansOrders.Chaos;

/// <summary>Samples the memory of each process of the application.</summary>
sealed class MemoryWatch(IReadOnlyList<Application> applications) : IDisposable
{
    const string Heap = "dotnet_gc_last_collection_heap_size_bytes";

    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    readonly Stopwatch _watch = Stopwatch.StartNew();
    readonly List<MemorySample> _samples = [];
    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };

    public IReadOnlyList<MemorySample> Samples => _samples;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var application in applications) await TryLookAsync(application);
            await Pace.PassAsync(Interval, stop);
        }
    }

    public void Dispose() => _http.Dispose();

    async Task TryLookAsync(Application application)
    {
        if (application.ProcessId is not { } id) return;
        try
        {
            var status = await File.ReadAllLinesAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/status"));
            var kilobytes = status.Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)).Single();
            var metrics = await _http.GetStringAsync(new Uri(application.Address, "metrics"));
            var heap = metrics.Split('\n').Where(line => line.StartsWith(Heap, StringComparison.Ordinal)).Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
            _samples.Add(new(application.Name, id, _watch.Elapsed, kilobytes * 1024, (long)heap));
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or HttpRequestException or OperationCanceledException)
        {
            // The process has just ended, or is just starting.
        }
    }
}

using System.Diagnostics;
using System.Threading.Channels;

namespace OrleansOrders.Bench;

/// <summary>
/// Requests at a fixed rate, whatever the answers do. A latency counts from when its request was due, so that a system which stalls is charged for
/// every request that it kept from being sent.
/// </summary>
sealed class OpenLoop(Uri address, OrderRequests requests, double perSecond, TimeSpan length)
{
    const int Connections = 256;

    readonly int _count = (int)(perSecond * length.TotalSeconds);
    readonly Channel<int> _due = Channel.CreateUnbounded<int>(new() { SingleWriter = true });
    long[] _answered = [];
    long _began;
    int _accepted;

    public int Sent => _count;

    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>From due to answered, of those that were accepted.</summary>
    public Latencies Posts => new(Enumerable.Range(0, _count).Where(number => _answered[number] != 0).Select(number => SinceDue(number, _answered[number])));

    /// <summary>Milliseconds from when a request was due to a time stamp.</summary>
    public double SinceDue(int number, long stamp) => (stamp - DueAt(number)) * 1_000.0 / Stopwatch.Frequency;

    public async Task Run()
    {
        _answered = new long[_count];
        var connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => HttpConnection.Open(address, CancellationToken.None)));
        var senders = connections.Select(connection => Task.Run(() => Send(connection))).ToArray();
        _began = Stopwatch.GetTimestamp();

        // A thread of its own: the timers of the runtime tick in steps of milliseconds and would bunch the requests.
        await Task.Factory.StartNew(Tick, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(senders);
        foreach (var connection in connections) connection.Dispose();
    }

    long DueAt(int number) => _began + (long)(number / perSecond * Stopwatch.Frequency);

    void Tick()
    {
        for (var number = 0; number < _count; number++)
        {
            FineSleep.Until(DueAt(number));
            _due.Writer.TryWrite(number);
        }

        _due.Writer.Complete();
    }

    async Task Send(HttpConnection connection)
    {
        await foreach (var number in _due.Reader.ReadAllAsync())
        {
            if (await connection.Send(requests.Post(number), CancellationToken.None) != 201) continue;
            _answered[number] = Stopwatch.GetTimestamp();
            Interlocked.Increment(ref _accepted);
        }
    }
}

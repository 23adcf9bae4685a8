namespace OrleansOrders.Bench;

/// <summary>A number of connections, each of which posts its next order when the last was answered. Its rate is whatever is answered.</summary>
sealed class ClosedLoop(IReadOnlyList<Uri> addresses, OrderRequests requests, int connections, Mix mix)
{
    int _next;
    int _accepted;
    int _failed;

    /// <summary>Orders answered 201 so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Requests answered otherwise than expected so far.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>Posts until the token ends; what is under way is finished.</summary>
    public Task Run(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(() => Post(addresses[i % addresses.Count], stop), CancellationToken.None)));

    async Task Post(Uri address, CancellationToken stop)
    {
        using var connection = await HttpConnection.Open(address, CancellationToken.None);
        while (!stop.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _next) - 1;
            var post = requests.Post(number);
            Count(await connection.Send(post, CancellationToken.None), 201, ref _accepted);
            if (mix.Duplicate(number)) Expect(await connection.Send(post, CancellationToken.None), 200);
            if (mix.Cancel(number)) Expect(await connection.Send(requests.Cancel(number), CancellationToken.None), 200, 202, 409);
        }
    }

    void Count(int status, int expected, ref int counter) => Interlocked.Increment(ref status == expected ? ref counter : ref _failed);

    void Expect(int status, params ReadOnlySpan<int> expected)
    {
        if (!expected.Contains(status)) Interlocked.Increment(ref _failed);
    }
}

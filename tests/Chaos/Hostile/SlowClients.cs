using System.Net.Sockets;
using System.Text;

namespace OrleansOrders.Chaos;

/// <summary>Connections that send nothing, half a request, or a byte now and then, and unread streams. Each ends after its time, or when the server closes it.</summary>
sealed class SlowClients(IReadOnlyList<Uri> addresses, int seed, Pace pace, Attacks attacks)
{
    const int AtOnce = 60;
    const int SmallBuffer = 4 * 1024;

    static readonly TimeSpan Drip = TimeSpan.FromMilliseconds(200);

    readonly Random _random = new(seed);

    public async Task RunAsync()
    {
        var open = new List<Task>();
        while (!pace.Stop.IsCancellationRequested)
        {
            open.RemoveAll(task => task.IsCompleted);
            if (open.Count < AtOnce) open.Add(OneAsync());
            await pace.ThinkAsync(_random, 400);
        }

        await Task.WhenAll(open);
    }

    Task OneAsync()
    {
        var address = addresses[_random.Next(addresses.Count)];
        var lasts = TimeSpan.FromSeconds(_random.Next(5, 40));
        var customer = _random.Next(2) == 0 ? Glutton.Customer : Wishes.Watched[_random.Next(Wishes.Watched.Count)];
        return _random.Next(6) switch
        {
            0 => AttackAsync("silent connection", address, "", "", lasts),
            1 => AttackAsync("half a request", address, Post("Content-Length: 20000\r\n\r\n{\"customer_id\":"), "", lasts),
            2 => AttackAsync("dripped headers", address, Post(""), "X-Drip: aaaaaaaaaa\r\n", lasts),
            3 => AttackAsync("dripped body", address, Post("Content-Length: 20000\r\n\r\n{\"customer_id\":\""), "aaaaaaaaaa", lasts),
            _ => AttackAsync("unread stream", address, $"GET /notifications/stream?customer_id={customer} HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 0\r\n\r\n", "", lasts),
        };
    }

    static string Post(string rest) => $"POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{rest}";

    async Task AttackAsync(string kind, Uri address, string first, string dripped, TimeSpan lasts)
    {
        attacks.Count(kind);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(pace.Stop);
        limit.CancelAfter(lasts);
        try
        {
            using var client = new TcpClient { NoDelay = true, ReceiveBufferSize = SmallBuffer };
            await client.ConnectAsync(address.Host, address.Port, limit.Token);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(first), limit.Token);
            for (var at = 0; ; at++)
            {
                await Task.Delay(Drip, limit.Token);
                if (dripped.Length > 0) await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(dripped, at % dripped.Length, 1), limit.Token);
            }
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            // Its time is over, or the server has closed it.
        }
    }
}

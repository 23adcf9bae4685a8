using System.Net;
using System.Net.Sockets;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class TransportTests : IAsyncLifetime, IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly Transport _transport = new(null, _ => { });
    NetworkStream _ours = null!;
    Socket _theirs = null!;

    public async ValueTask InitializeAsync()
    {
        _listener.Start();
        var client = _transport.Open(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)_listener.LocalEndpoint).Port);
        _theirs = await _listener.AcceptSocketAsync();
        _ours = client.GetStream();
    }

    public async ValueTask DisposeAsync()
    {
        await _ours.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task A_lone_write_leaves_at_once()
    {
        await _ours.WriteAsync(new byte[] { 1, 2, 3 });

        var received = new byte[3];
        await new NetworkStream(_theirs).ReadExactlyAsync(received).AsTask().WaitAsync(Patience);
        Assert.Equal([1, 2, 3], received);
    }

    [Fact]
    public async Task What_is_written_arrives_whole_and_in_its_order_also_when_nobody_read_for_a_while()
    {
        var frames = Enumerable.Range(0, 20_000).Select(i => Enumerable.Repeat((byte)i, 1 + i * 37 % 2_000).ToArray()).ToArray();
        var all = frames.SelectMany(frame => frame).ToArray();
        var reader = new NetworkStream(_theirs);
        var writing = Write();

        // No reader: a writer must wait at some point, or memory would grow without bound.
        var first = new byte[1];
        await reader.ReadExactlyAsync(first).AsTask().WaitAsync(Patience);
        Assert.False(writing.IsCompleted);

        var received = new byte[all.Length];
        received[0] = first[0];
        await reader.ReadExactlyAsync(received.AsMemory(1)).AsTask().WaitAsync(Patience);
        await writing.WaitAsync(Patience);
        Assert.True(all.AsSpan().SequenceEqual(received));

        async Task Write()
        {
            foreach (var frame in frames) await _ours.WriteAsync(frame);
        }
    }

    [Fact]
    public async Task What_was_written_before_the_end_still_leaves()
    {
        var reader = new NetworkStream(_theirs);
        await _ours.WriteAsync(new byte[10_000]);
        await _ours.DisposeAsync();

        var received = new byte[10_000];
        await reader.ReadExactlyAsync(received).AsTask().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_socket_that_takes_nothing_any_more_is_told_and_fails_the_writer()
    {
        _theirs.LingerState = new(true, 0);
        _theirs.Close();

        await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (true) await _ours.WriteAsync(new byte[1_000]).AsTask().WaitAsync(Patience);
        });
        Assert.NotEmpty(await _transport.Ended.WaitAsync(Patience));
    }
}

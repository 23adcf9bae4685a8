using System.Net.Sockets;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace OrleansOrders.Grains.Tests;

public sealed class GrainRetryTests
{
    readonly GrainRetry _retry = new(TimeProvider.System, Random.Shared);

    public static TheoryData<Exception> Lost =>
    [
        new SiloUnavailableException(), new GatewayTooBusyException(), new ConnectionFailedException("away"), new TimeoutException(),
        new SocketException(), new IOException("reset"), new TaskCanceledException(), new ObjectDisposedException("the silo's storage"),
    ];

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task A_call_whose_silo_is_lost_is_made_again_until_it_is_answered(Exception loss)
    {
        var calls = 0;
        var answer = await _retry.Call(() => ++calls < 8 ? throw loss : Task.FromResult(calls), CancellationToken.None);

        Assert.Equal(8, answer);
    }

    [Fact]
    public async Task What_is_no_loss_is_not_repeated()
    {
        var calls = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _retry.Call<int>(
            () =>
            {
                calls++;
                throw new InvalidOperationException();
            },
            CancellationToken.None));

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Who_waits_no_more_ends_the_repeats()
    {
        using var patience = new CancellationTokenSource();
        var calls = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _retry.Call<int>(
            () =>
            {
                if (++calls == 3) patience.Cancel();
                throw new SiloUnavailableException();
            },
            patience.Token));

        Assert.Equal(3, calls);
    }
}

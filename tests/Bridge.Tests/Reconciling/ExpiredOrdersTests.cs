using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace OrleansOrders.Bridge.Tests;

/// <summary>The reconciler announces that a deadline has passed, once an order and not with every look.</summary>
public sealed class ExpiredOrdersTests : IAsyncLifetime
{
    readonly ApiHost _host = new();
    readonly FakeTimeProvider _clock = new();
    ExpiredOrders _expired = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        _expired = new(_host.Storage, _host.Publisher, Options.Create(new ReconcilerOptions { BatchSize = 7 }), _clock, NullLogger<ExpiredOrders>.Instance);
        for (var i = 0; i < 20; i++) await _host.Post("/orders", $$"""{"order_id":"late-{{i:00}}","customer_id":"c-1","items":[{"sku":"burger","quantity":1}]}""");
        _host.Publisher.Clear();
        _clock.SetUtcNow(TimeProvider.System.GetUtcNow());
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Before_the_deadline_nothing_is_published_and_after_it_each_order_once()
    {
        await RoundsAsync(5);
        Assert.Empty(_host.Publisher.Published);

        _clock.Advance(TimeSpan.FromMinutes(15));
        await RoundsAsync(20);

        Assert.Equal(20, _host.Publisher.Published.Count);
        Assert.Equal(20, _host.Publisher.Published.Select(message => message.CorrelationId).Distinct().Count());
        Assert.All(_host.Publisher.Published, message => Assert.Equal(RoutingKeys.OrderExpiryDue, message.RoutingKey));
    }

    [Fact]
    public async Task What_stays_open_is_published_again_after_a_while()
    {
        _clock.Advance(TimeSpan.FromMinutes(15));
        await RoundsAsync(5);
        _clock.Advance(new ReconcilerOptions().RepublishAfter);

        await RoundsAsync(20);

        Assert.Equal(40, _host.Publisher.Published.Count);
    }

    [Fact]
    public async Task A_batch_that_was_not_published_is_published_by_the_next_look()
    {
        _clock.Advance(TimeSpan.FromMinutes(15));
        _host.Publisher.Then = (_, _) => throw new PublishFailedException("no");
        await Assert.ThrowsAsync<PublishFailedException>(() => _expired.Round(default));
        _host.Publisher.Then = (_, _) => Task.CompletedTask;

        await RoundsAsync(5);

        Assert.Equal(20, _host.Publisher.Published.Count);
    }

    async Task RoundsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _expired.Round(default);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }
    }
}

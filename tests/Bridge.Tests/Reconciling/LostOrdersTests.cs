using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace OrleansOrders.Bridge.Tests;

/// <summary>The reconciler publishes what was lost, once, and a backlog never. Real grains; broker, database and clock are the test's.</summary>
public sealed class LostOrdersTests : IAsyncLifetime
{
    readonly ApiHost _host = new();
    readonly FakeTimeProvider _clock = new();
    readonly Dictionary<string, long> _ready = [];
    LostOrders _lost = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        _host.Queues.Known = queue => new(_ready.GetValueOrDefault(queue), 1);
        _lost = Reconciling(new());

        // The grains go by the real clock; from here on it is an hour later for the reconciler.
        _clock.SetUtcNow(TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_backlog_of_hundreds_is_not_published_again_however_old_it_is()
    {
        await PlaceAsync(300);
        _ready[Queues.OrderPlaced] = 300;

        await RoundsAsync(20);

        Assert.Empty(_host.Publisher.Published);
    }

    [Fact]
    public async Task What_was_lost_is_published_once_and_not_with_every_look()
    {
        await PlaceAsync(300);

        await RoundsAsync(20);

        Assert.Equal(Ids(300), _host.Publisher.Published.Select(message => message.CorrelationId).ToArray().Order(StringComparer.Ordinal));
        Assert.All(_host.Publisher.Published, message => Assert.Equal(RoutingKeys.OrderPlaced, message.Type));
    }

    [Fact]
    public async Task More_than_a_batch_is_all_published_and_each_once()
    {
        _lost = Reconciling(new() { BatchSize = 7 });
        await PlaceAsync(50);

        await RoundsAsync(20);

        Assert.Equal(Ids(50), _host.Publisher.Published.Select(message => message.CorrelationId).ToArray().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_stays_pending_is_published_again_after_a_while()
    {
        await PlaceAsync(1);
        await RoundsAsync(5);
        _clock.Advance(new ReconcilerOptions().RepublishAfter);

        await RoundsAsync(20);

        Assert.Equal(2, _host.Publisher.Published.Count);
    }

    [Fact]
    public async Task What_a_consumer_had_in_hand_at_the_first_look_is_not_published_at_the_second()
    {
        await PlaceAsync(2);
        await RoundsAsync(1);
        await _host.Grains.Order(OrderId.Parse("lost-000")).Apply(new OrderCommand.Cancel());
        _host.Publisher.Clear();

        await RoundsAsync(5);

        Assert.Equal("lost-001", Assert.Single(_host.Publisher.Published).CorrelationId);
    }

    [Fact]
    public async Task A_queue_that_fills_between_two_looks_clears_every_suspicion()
    {
        await PlaceAsync(10);
        await RoundsAsync(1);
        _ready[Queues.OrderPlaced] = 1;

        await RoundsAsync(5);

        Assert.Empty(_host.Publisher.Published);
    }

    [Fact]
    public async Task While_messages_wait_for_a_retry_only_orders_older_than_all_retries_are_lost()
    {
        _lost = Reconciling(new() { PendingAge = TimeSpan.FromHours(1) });
        _clock.Advance(TimeSpan.FromMinutes(1));
        await PlaceAsync(3);
        _ready[BrokerNames.RetryQueue(Queues.OrderPlaced, TimeSpan.FromSeconds(128))] = 1;

        await RoundsAsync(5);
        Assert.Empty(_host.Publisher.Published);

        _clock.Advance(TimeSpan.FromSeconds(171));
        await RoundsAsync(5);
        Assert.Equal(3, _host.Publisher.Published.Count);
    }

    [Fact]
    public async Task What_cannot_be_known_is_not_acted_upon()
    {
        await PlaceAsync(3);
        _host.Queues.Known = _ => null;

        await RoundsAsync(5);

        Assert.Empty(_host.Publisher.Published);
    }

    [Fact]
    public async Task The_broker_is_not_asked_while_nothing_is_suspect()
    {
        await RoundsAsync(20);

        Assert.Equal(0, _host.Queues.Asked);
    }

    [Fact]
    public async Task One_that_cannot_be_published_does_not_stand_before_the_others_for_ever()
    {
        await PlaceAsync(3);
        _host.Publisher.Then = (message, _) => message.CorrelationId == "lost-001" ? throw new PublishFailedException("no") : Task.CompletedTask;

        var failed = 0;
        for (var i = 0; i < 10; i++)
        {
            try
            {
                await _lost.Round(default);
            }
            catch (PublishFailedException)
            {
                failed++;
            }
        }

        Assert.Equal(["lost-000", "lost-002"], _host.Publisher.Published.Select(message => message.CorrelationId));
        Assert.Equal(2, failed);
    }

    LostOrders Reconciling(ReconcilerOptions options) => new(
        _host.Storage, _host.Grains, new(_clock, Random.Shared), _host.Queues, _host.Publisher, Options.Create(options), Options.Create(new RabbitMqOptions()), _clock,
        NullLogger<LostOrders>.Instance);

    async Task RoundsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _lost.Round(default);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }
    }

    async Task PlaceAsync(int count)
    {
        foreach (var id in Ids(count))
            Assert.Equal(HttpStatusCode.Created, (await _host.Post("/orders", $$"""{"order_id":"{{id}}","customer_id":"c-1","items":[{"sku":"burger","quantity":1}]}""")).Status);
        _host.Publisher.Clear();
    }

    static IEnumerable<string> Ids(int count) => Enumerable.Range(0, count).Select(i => $"lost-{i:000}");
}

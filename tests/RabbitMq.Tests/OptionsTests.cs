using Microsoft.Extensions.Options;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class OptionsTests
{
    const string Secret = "s3cret-pa55";

    static RabbitMqOptions Good => new() { Uri = $"amqp://user:{Secret}@127.0.0.1:5672/vhost" };

    [Fact]
    public void The_defaults_need_only_an_address() => Assert.True(Validate(Good).Succeeded);

    [Fact]
    public void Without_an_address_it_says_how_one_looks()
    {
        var result = Validate(new());
        Assert.Contains("amqp://user:password@host:port/vhost", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"http://user:{Secret}@127.0.0.1/")]
    [InlineData($"amqp://user:{Secret}@127.0.0.1:99999/")]
    [InlineData($"user:{Secret}@127.0.0.1")]
    [InlineData($"amqp://user:{Secret}@127.0.0.1/a/b")]
    public void A_wrong_address_is_refused_without_repeating_its_password(string uri)
    {
        var options = Good;
        options.Uri = uri;
        Assert.DoesNotContain(Secret, Assert.Single(Validate(options).Failures!), StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<RabbitMqOptions>> OutOfBounds => new()
    {
        { "Prefetch", o => o.Prefetch = 0 },
        { "Prefetch", o => o.Prefetch = 70_000 },
        { "AcknowledgeDelay", o => o.AcknowledgeDelay = TimeSpan.FromSeconds(2) },
        { "Concurrency", o => o.Concurrency = o.Prefetch + 1 },
        { "MaxOutstandingPublishes", o => o.MaxOutstandingPublishes = 0 },
        { "PublisherChannels", o => o.PublisherChannels = 17 },
        { "Attempts", o => o.Attempts = 0 },
        { "Attempts", o => o.Attempts = 11 },
        { "RetryDelayFactor", o => o.RetryDelayFactor = 0.5 },
        { "ConfirmTimeout", o => o.ConfirmTimeout = TimeSpan.Zero },
        { "FirstRetryDelay", o => o.FirstRetryDelay = TimeSpan.FromDays(1) },
        { "MaxRetryDelay", o => o.MaxRetryDelay = o.FirstRetryDelay / 2 },
        { "Heartbeat", o => o.Heartbeat = TimeSpan.Zero },
        { "DrainTimeout", o => o.DrainTimeout = TimeSpan.FromSeconds(-1) },
        { "ClientName", o => o.ClientName = "" },
        { "QueueType", o => o.QueueType = (QueueType)7 },
        { "QueueConcurrency:order_placed", o => o.QueueConcurrency["order_placed"] = 0 },
    };

    [Theory]
    [MemberData(nameof(OutOfBounds))]
    public void A_value_out_of_its_bounds_is_named(string name, Action<RabbitMqOptions> change)
    {
        var options = Good;
        change(options);
        var result = Validate(options);
        Assert.Contains(result.Failures ?? [], failure => failure.Contains(name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RabbitMq:Prefetch", "0", "RabbitMq:Prefetch must be between 1 and 5000.")]
    [InlineData("RabbitMq:QueueConcurrency:nonsense", "1", "RabbitMq:QueueConcurrency names a queue that is not one of order_placed, ")]
    public async Task A_process_with_a_bad_option_does_not_start(string setting, string value, string message)
    {
        await using var bus = TestBus.Build(Good.Uri, settings: new() { [setting] = value });
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(bus.StartHost);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_retry_waits_longer_by_the_factor_up_to_the_bound()
    {
        var options = new RabbitMqOptions { FirstRetryDelay = TimeSpan.FromSeconds(1), RetryDelayFactor = 3, MaxRetryDelay = TimeSpan.FromSeconds(20) };
        Assert.Equal([1, 3, 9, 20, 20], Enumerable.Range(1, 5).Select(retry => (int)options.RetryDelay(retry).TotalSeconds));
    }

    [Theory]
    [InlineData(Queues.OrderPlaced)]
    [InlineData(BrokerNames.DeadLetterQueue)]
    [InlineData("elsewhere")]
    public void A_queue_is_consumed_at_most_once_and_only_a_work_queue(string queue) =>
        Assert.Throws<ArgumentException>(() => TestBus.Build(Good.Uri, services =>
            services.AddQueueConsumer<RecordingHandler>(Queues.OrderPlaced).AddQueueConsumer<RecordingHandler>(queue)));

    static ValidateOptionsResult Validate(RabbitMqOptions options) => new MessagingOptionsValidator().Validate(RabbitMqOptions.Section, options);
}

using System.Text;

namespace OrleansOrders.RabbitMq.Tests;

public sealed class InboundReaderTests
{
    [Theory]
    [InlineData(3, 3)]
    [InlineData(3L, 3)]
    [InlineData("3", 3)]
    [InlineData(0, 1)]
    [InlineData(-7, 1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData("many", 1)]
    [InlineData(true, 1)]
    [InlineData(null, 1)]
    public void An_attempt_that_is_no_attempt_counts_as_the_first(object? header, int attempt)
    {
        var value = header is string text ? Encoding.UTF8.GetBytes(text) : header;
        Assert.Equal(attempt, Read(new() { Headers = new Dictionary<string, object?> { [MessageHeaders.Attempt] = value } }).Attempt);
    }

    [Fact]
    public void A_message_without_any_property_is_read() => Assert.Equal(1, Read(new()).Attempt);

    [Fact]
    public void A_timestamp_beyond_the_calendar_is_none() => Assert.Null(Read(new() { Timestamp = new(long.MaxValue) }).Timestamp);

    [Fact]
    public void The_body_is_a_copy()
    {
        var body = new byte[] { 1, 2, 3 };
        var delivery = InboundReader.Read("q", "e", "k", false, new BasicProperties(), body);
        body[0] = 9;
        Assert.Equal([1, 2, 3], delivery.Body.ToArray());
    }

    [Fact]
    public void Text_headers_are_strings_and_the_brokers_own_records_are_left_out()
    {
        var delivery = Read(new()
        {
            Headers = new Dictionary<string, object?>
            {
                ["text"] = "ü"u8.ToArray(),
                ["binary"] = new byte[] { 0xff, 0xfe },
                ["number"] = 5L,
                ["x-death"] = new List<object?>(),
                ["table"] = new Dictionary<string, object?>(),
                ["CC"] = "elsewhere"u8.ToArray(),
            },
        });
        Assert.Equal(["binary", "number", "text"], delivery.Headers.Keys.Order());
        Assert.Equal("ü", delivery.Headers["text"]);
    }

    [Fact]
    public void Headers_that_would_outgrow_a_frame_are_left_out() =>
        Assert.Empty(Read(new() { Headers = new Dictionary<string, object?> { ["huge"] = new byte[100_000] } }).Headers);

    [Fact]
    public void Headers_are_measured_in_bytes_with_their_names()
    {
        var headers = Enumerable.Range(0, 100).ToDictionary(i => $"{i:000}{new string('ü', 120)}", object? (_) => true);
        var kept = Read(new() { Headers = headers }).Headers.Keys;
        Assert.InRange(kept.Sum(Encoding.UTF8.GetByteCount), 1, InboundReader.MaxForeignHeaderBytes);
        Assert.InRange(kept.Count(), 60, 66);
    }

    [Fact]
    public void Our_own_headers_come_first_however_many_others_stand_before_them()
    {
        var headers = Enumerable.Range(0, 2_000).ToDictionary(i => $"header-{i}", object? (_) => "0123456789"u8.ToArray());
        headers[MessageHeaders.Reason] = "not_json"u8.ToArray();
        headers[MessageHeaders.OriginalBody] = new byte[40_000];
        var delivery = Read(new() { Headers = headers });
        Assert.Equal([MessageHeaders.Reason, MessageHeaders.OriginalBody], delivery.Headers.Keys.Take(2));
        Assert.InRange(delivery.Headers.Count, 500, 1_000);
    }

    [Fact]
    public void Our_own_headers_are_bounded_too_when_somebody_else_writes_them() =>
        Assert.Single(Read(new()
        {
            Headers = new Dictionary<string, object?> { [MessageHeaders.Error] = new byte[20_000], [MessageHeaders.Reason] = new byte[20_000], [MessageHeaders.ReplayedBy] = new byte[20_000] },
        }).Headers);

    [Fact]
    public void Where_it_came_from_survives_a_retry_but_is_not_believed_of_others()
    {
        BasicProperties properties = new()
        {
            Headers = new Dictionary<string, object?> { [MessageHeaders.OriginExchange] = "order_events"u8.ToArray(), [MessageHeaders.OriginRoutingKey] = "order.placed"u8.ToArray() },
        };
        var retried = InboundReader.Read("order_placed", "", "order_placed", false, properties, default);
        var foreign = InboundReader.Read("order_placed", "new_orders_exchange", "", false, properties, default);
        Assert.Equal(("order_events", "order.placed"), (retried.Exchange, retried.RoutingKey));
        Assert.Equal(("new_orders_exchange", ""), (foreign.Exchange, foreign.RoutingKey));
    }

    static Delivery Read(BasicProperties properties) => InboundReader.Read("q", "e", "k", false, properties, default);
}

namespace OrleansOrders.RabbitMq.Tests;

public sealed class TopicPatternTests
{
    [Theory]
    [InlineData("order.placed", "order.placed")]
    [InlineData("order.placed.*", "order.placed.EUR")]
    [InlineData("client.c1.order.#", "client.c1.order.o1")]
    [InlineData("client.c1.order.#", "client.c1.order.o.1.2")]
    [InlineData("client.c1.order.#", "client.c1.order")]
    [InlineData("#", "anything.at.all")]
    [InlineData("#.end", "the.very.end")]
    [InlineData("a.*.#.z", "a.b.z")]
    [InlineData("", "")]
    public void A_key_matches_as_in_the_broker(string pattern, string key) => Assert.True(TopicPattern.Matches(pattern, key));

    [Theory]
    [InlineData("order.placed", "order.placed.EUR")]
    [InlineData("order.placed.*", "order.placed")]
    [InlineData("order.placed.*", "order.placed.EUR.x")]
    [InlineData("order.*", "order")]
    [InlineData("a.*.#.z", "a.z")]
    [InlineData("", "order")]
    public void A_key_does_not_match_as_in_the_broker(string pattern, string key) => Assert.False(TopicPattern.Matches(pattern, key));
}

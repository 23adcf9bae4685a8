namespace OrleansOrders.RabbitMq.Tests;

public sealed class TopicPatternTests
{
    [Theory]
    [InlineData("order.placed", "order.placed", true)]
    [InlineData("order.placed.*", "order.placed.EUR", true)]
    [InlineData("client.c1.order.#", "client.c1.order.o1", true)]
    [InlineData("client.c1.order.#", "client.c1.order.o.1.2", true)]
    [InlineData("client.c1.order.#", "client.c1.order", true)]
    [InlineData("#", "anything.at.all", true)]
    [InlineData("#.end", "the.very.end", true)]
    [InlineData("a.*.#.z", "a.b.z", true)]
    [InlineData("", "", true)]
    [InlineData("order.placed", "order.placed.EUR", false)]
    [InlineData("order.placed.*", "order.placed", false)]
    [InlineData("order.placed.*", "order.placed.EUR.x", false)]
    [InlineData("order.*", "order", false)]
    [InlineData("a.*.#.z", "a.z", false)]
    [InlineData("", "order", false)]
    public void A_key_matches_or_not_as_in_the_broker(string pattern, string key, bool matches) => Assert.Equal(matches, TopicPattern.Matches(pattern, key));
}

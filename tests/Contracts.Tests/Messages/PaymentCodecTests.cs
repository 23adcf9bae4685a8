using System.Text;

namespace OrleansOrders.Contracts.Tests;

public sealed class PaymentCodecTests
{
    static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    static readonly OrderId Order = OrderId.Parse("o-1");
    static readonly CustomerId Customer = CustomerId.Parse("c-1");
    static readonly Money Amount = Money.TryCreateTotal(15, Currency.Parse("EUR"), out var amount) ? amount : default;

    public static TheoryData<string> Outcomes => [RoutingKeys.PaymentSucceeded, RoutingKeys.PaymentFailed, RoutingKeys.PaymentRefunded];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void The_id_follows_from_order_and_outcome_alone(string type)
    {
        var message = Encode(type, At);

        Assert.Equal($"o-1:{type}", message.MessageId);
        Assert.Equal(message.MessageId, Encode(type, At.AddHours(1)).MessageId);
        Assert.Equal((Exchanges.PaymentEvents, type, type, "o-1", At), (message.Exchange, message.RoutingKey, message.Type, message.CorrelationId, message.Timestamp));
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void It_reads_back(string type) => Assert.Equal(
            new PaymentResult(Order, Amount),
            Parsing.Value(PaymentCodec.Parse(Encode(type, At).Body)));

    [Fact]
    public void Its_body_is_small_and_plain() => Assert.Equal(
        """{"order_id":"o-1","amount":15.00,"currency":"EUR","at":"2026-01-02T03:04:05.678000Z"}""",
        Encoding.UTF8.GetString(PaymentCodec.Succeeded(Order, Amount, At).Body.Span));

    static OutgoingMessage Encode(string type, DateTimeOffset at) => type switch
    {
        RoutingKeys.PaymentSucceeded => PaymentCodec.Succeeded(Order, Amount, at, Customer),
        RoutingKeys.PaymentFailed => PaymentCodec.Failed(Order, Amount, "card \"declined\"", at, Customer),
        _ => PaymentCodec.Refunded(Order, Amount, at, Customer),
    };
}

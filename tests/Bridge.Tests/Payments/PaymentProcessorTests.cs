using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;

namespace OrleansOrders.Bridge.Tests;

/// <summary>Patience with a payment service.</summary>
public sealed class PaymentProcessorTests
{
    static readonly Payment Payment = new(OrderId.Parse("o-1"), Total(), null);

    [Fact]
    public async Task A_call_whose_outcome_is_unknown_is_made_again()
    {
        var gateway = new TestGateway { Charges = { Unknown, Unknown, Paid } };

        Assert.True((await Processor(gateway).Charge(Payment, default)).Paid);
        Assert.Equal(["charge", "charge", "charge"], gateway.Calls);
    }

    [Fact]
    public async Task A_decline_is_an_answer_and_is_not_repeated()
    {
        var gateway = new TestGateway { Charges = { () => new PaymentOutcome("declined") } };

        Assert.Equal("declined", (await Processor(gateway).Charge(Payment, default)).DeclineReason);
        Assert.Equal(["charge"], gateway.Calls);
    }

    [Fact]
    public async Task What_cannot_be_found_out_is_thrown_after_the_repeats()
    {
        var gateway = new TestGateway { Charges = { Unknown, Unknown, Unknown } };

        await Assert.ThrowsAsync<TimeoutException>(() => Processor(gateway).Charge(Payment, default));
        Assert.Equal(["charge", "charge", "charge"], gateway.Calls);
    }

    [Fact]
    public async Task A_gateway_that_fails_most_calls_is_left_alone()
    {
        var gateway = new TestGateway();
        for (var i = 0; i < 100; i++) gateway.Charges.Add(Unknown);
        var processor = Processor(gateway, retries: 0);

        for (var i = 0; i < 20; i++) await Assert.ThrowsAsync<TimeoutException>(() => processor.Charge(Payment, default));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => processor.Charge(Payment, default));

        Assert.Equal(20, gateway.Calls.Count);
    }

    [Theory]
    [InlineData("tok_ok", true, 1)]
    [InlineData("tok_decline", false, 1)]
    [InlineData("tok_timeout_then_ok", true, 1)]
    [InlineData("tok_twice", true, 2)]
    public async Task The_simulated_gateway_follows_its_token(string token, bool paid, int answers)
    {
        var options = Options.Create(new PaymentOptions { FailureRate = 1, RetryDelay = TimeSpan.FromMilliseconds(1) });
        var processor = new PaymentProcessor(new SimulatedGateway(options, TimeProvider.System), options, TimeProvider.System, Random.Shared);

        var outcome = await processor.Charge(Payment with { Token = token }, default);

        Assert.Equal((paid, answers), (outcome.Paid, outcome.Answers));
    }

    [Fact]
    public async Task No_charge_succeeds_once_the_key_is_closed_and_a_void_finds_what_had_succeeded()
    {
        var gateway = new SimulatedGateway(Options.Create(new PaymentOptions()), TimeProvider.System);
        var charged = Payment with { OrderId = OrderId.Parse("charged") };
        await gateway.Charge(charged, default);

        Assert.True(await gateway.Void(charged, default) is { Paid: true });
        Assert.True((await gateway.Charge(charged, default)).Paid);
        Assert.Null(await gateway.Void(Payment, default));
        Assert.Null(await gateway.Void(Payment, default));
        Assert.Equal(PaymentOutcome.Declined, (await gateway.Charge(Payment, default)).DeclineReason);
    }

    [Fact]
    public async Task A_void_finds_the_money_of_a_charge_that_was_never_answered()
    {
        var gateway = new SimulatedGateway(Options.Create(new PaymentOptions()), TimeProvider.System);
        var payment = Payment with { Token = SimulatedTokens.TimeoutThenOk };
        await Assert.ThrowsAsync<TimeoutException>(() => gateway.Charge(payment, default));

        Assert.True(await gateway.Void(payment, default) is { Paid: true });
    }

    [Fact]
    public async Task The_failure_rate_is_kept_and_the_same_order_gets_the_same_answer()
    {
        var options = Options.Create(new PaymentOptions { FailureRate = 0.3 });
        var gateway = new SimulatedGateway(options, TimeProvider.System);
        var payments = Enumerable.Range(0, 2000).Select(i => Payment with { OrderId = OrderId.Parse($"o-{i}") }).ToArray();

        var first = await Task.WhenAll(payments.Select(payment => gateway.Charge(payment, default)));
        var again = await Task.WhenAll(payments.Select(payment => gateway.Charge(payment, default)));

        Assert.Equal(first, again);
        Assert.InRange(first.Count(outcome => !outcome.Paid), 500, 700);
    }

    static PaymentOutcome Unknown() => throw new TimeoutException("no answer");

    static PaymentOutcome Paid() => new(null);

    static Money Total() => Money.TryCreatePrice(5, Currency.Default, out var money) ? money : throw new InvalidOperationException();

    static PaymentProcessor Processor(TestGateway gateway, int retries = 2) =>
        new(gateway, Options.Create(new PaymentOptions { Retries = retries, RetryDelay = TimeSpan.FromMilliseconds(1) }), TimeProvider.System, Random.Shared);

    /// <summary>Answers as it was told, in order.</summary>
    sealed class TestGateway : IPaymentGateway
    {
        public List<Func<PaymentOutcome>> Charges { get; } = [];

        public List<string> Calls { get; } = [];

        public Task<PaymentOutcome> Charge(Payment payment, CancellationToken cancellationToken)
        {
            Calls.Add("charge");
            return Task.FromResult(Charges[Calls.Count(call => call == "charge") - 1]());
        }

        public Task<PaymentOutcome?> Void(Payment payment, CancellationToken cancellationToken)
        {
            Calls.Add("void");
            return Task.FromResult<PaymentOutcome?>(null);
        }

        public Task Refund(Payment payment, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

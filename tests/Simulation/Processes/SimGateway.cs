using OrleansOrders.Bridge;
using OrleansOrders.Domain;

namespace OrleansOrders.Simulation;

/// <summary>A payment service that keeps books: the order id is its key, so money moves once. Its answers may be late, lost, or said twice.</summary>
sealed class SimGateway(World world) : IPaymentGateway
{
    readonly Dictionary<OrderId, Account> _accounts = [];

    /// <summary>While it is away nothing is answered; what is asked may happen all the same.</summary>
    public bool IsAway { get; set; }

    public IReadOnlyDictionary<OrderId, Account> Accounts => _accounts;

    public Task<PaymentOutcome> Charge(Payment payment, CancellationToken cancellationToken) => Answer(() =>
    {
        var account = AccountOf(payment);
        if (payment.Token == SimulatedTokens.Decline) return new PaymentOutcome(SimulatedGateway.Declined);
        if (payment.Token == SimulatedTokens.TimeoutForever) throw new TimeoutException("simulated: the payment service does not answer");
        if (!account.IsCaptured) world.Trace.Say("gateway", $"takes {payment.Total.Amount} of {payment.OrderId}");
        account.IsCaptured = true;
        if (payment.Token == SimulatedTokens.TimeoutThenOk && account.Asked++ == 0) throw new TimeoutException("simulated: the answer is lost");
        if (payment.Token != SimulatedTokens.Twice) return new PaymentOutcome(null);
        world.Probes.Hit(Probe.PaidTwiceSaid);
        return new PaymentOutcome(null) { Answers = 2 };
    }, cancellationToken);

    public Task<PaymentOutcome?> Find(Payment payment, CancellationToken cancellationToken) => Answer<PaymentOutcome?>(() =>
    {
        if (payment.Token == SimulatedTokens.Decline) return new PaymentOutcome(SimulatedGateway.Declined);
        return _accounts.GetValueOrDefault(payment.OrderId) is { IsCaptured: true } ? new PaymentOutcome(null) : null;
    }, cancellationToken);

    public Task Refund(Payment payment, CancellationToken cancellationToken) => Answer(() =>
    {
        var account = AccountOf(payment);
        if (!account.IsCaptured) world.Violate("I-5", $"{payment.OrderId} is refunded and was never paid");
        if (world.Checker.StatusOf(payment.OrderId) is OrderStatus.Confirmed) world.Violate("I-5", $"{payment.OrderId} is confirmed and refunded");
        account.IsRefunded = true;
        return true;
    }, cancellationToken);

    Account AccountOf(Payment payment)
    {
        if (!_accounts.TryGetValue(payment.OrderId, out var account)) _accounts.Add(payment.OrderId, account = new() { Total = payment.Total.Amount });
        if (account.Total != payment.Total.Amount) world.Violate("I-5", $"{payment.OrderId} is charged {payment.Total.Amount} and {account.Total}");
        return account;
    }

    Task<T> Answer<T>(Func<T> act, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>();
        var faults = world.Faults;
        world.After(faults.Latency(), () =>
        {
            if (IsAway)
            {
                if (faults.Dice.Chance(0.5)) Outcome(act);
                Fail();
            }
            else if (faults.Happens(Knob.GatewayTrouble, 0.1)) Fail();
            else if (Outcome(act) is var (result, failure) && failure is not null) answer.TrySetException(failure);
            else if (faults.Happens(Knob.GatewayTrouble, 0.1)) Fail();
            else world.After(faults.Latency(), () => answer.TrySetResult(result!));
        });
        return answer.Task.WaitAsync(cancellationToken);

        // Half of the time nobody says anything.
        void Fail()
        {
            world.Probes.Hit(Probe.ChargeOutcomeUnknown);
            if (faults.Dice.Chance(0.5)) answer.TrySetException(new TimeoutException("simulated: the payment service did not answer"));
        }
    }

    static (T? Result, Exception? Failure) Outcome<T>(Func<T> act)
    {
        try
        {
            return (act(), null);
        }
        catch (TimeoutException exception)
        {
            return (default, exception);
        }
    }

    /// <summary>What moved for one order.</summary>
    public sealed class Account
    {
        public decimal Total { get; init; }

        public bool IsCaptured { get; set; }

        public bool IsRefunded { get; set; }

        /// <summary>Whether the money is with us.</summary>
        public bool IsKept => IsCaptured && !IsRefunded;

        public int Asked { get; set; }
    }
}

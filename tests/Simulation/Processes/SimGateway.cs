namespace OrleansOrders.Simulation;

/// <summary>A payment service: the order id is its key, so money moves once. Its replies may be late, lost, or duplicated.</summary>
sealed class SimGateway(World world) : IPaymentGateway
{
    // Longer than the timeout of a call, shorter than the wait for a world at rest.
    static readonly TimeSpan Latest = TimeSpan.FromSeconds(9);

    readonly Dictionary<OrderId, Account> _accounts = [];

    /// <summary>While it is unavailable there is no reply, but a request may still be executed.</summary>
    public bool IsAway { get; set; }

    public IReadOnlyDictionary<OrderId, Account> Accounts => _accounts;

    public Task<PaymentOutcome> Charge(Payment payment, CancellationToken cancellationToken) => Answer(() =>
    {
        var account = AccountOf(payment);
        if (payment.Token == SimulatedTokens.Decline) return new PaymentOutcome(PaymentOutcome.Declined);
        if (account is { IsClosed: true, IsCaptured: false })
        {
            world.Probes.Hit(Probe.ChargeAfterVoid);
            return new PaymentOutcome(PaymentOutcome.Declined);
        }

        if (payment.Token == SimulatedTokens.TimeoutForever) throw new TimeoutException("simulated: the payment service does not answer");
        if (!account.IsCaptured) Take(payment);
        account.IsCaptured = true;
        if (payment.Token == SimulatedTokens.TimeoutThenOk && account.Asked++ == 0) throw new TimeoutException("simulated: the answer is lost");
        if (payment.Token != SimulatedTokens.Twice) return new PaymentOutcome(null);
        world.Probes.Hit(Probe.PaidTwiceSaid);
        return new PaymentOutcome(null) { Answers = 2 };
    }, cancellationToken);

    public Task<PaymentOutcome?> Void(Payment payment, CancellationToken cancellationToken) => Answer<PaymentOutcome?>(() =>
    {
        var account = AccountOf(payment);
        account.IsClosed = true;
        if (payment.Token == SimulatedTokens.Decline) return new PaymentOutcome(PaymentOutcome.Declined);
        if (account.IsCaptured) world.Probes.Hit(Probe.VoidFoundMoney);
        return account.IsCaptured ? new PaymentOutcome(null) : null;
    }, cancellationToken);

    public Task Refund(Payment payment, CancellationToken cancellationToken) => Answer(() =>
    {
        var account = AccountOf(payment);
        if (!account.IsCaptured) world.Violate("I-5", $"{payment.OrderId} is refunded and was never paid");
        if (world.Checker.Find(payment.OrderId)?.Find(OrderEventKind.RefundRequested) is null) world.Violate("I-11", $"{payment.OrderId} is refunded and owes no refund");
        account.IsRefunded = true;
        return true;
    }, cancellationToken);

    void Take(Payment payment)
    {
        world.Trace.Say("gateway", $"takes {payment.Total.Amount} of {payment.OrderId}");
        var order = world.Checker.Find(payment.OrderId);
        if (order?.Find(OrderEventKind.Reserved) is null) world.Violate("I-11", $"money of {payment.OrderId} is taken and was never asked for");
        if (order is { IsFinal: true }) world.Probes.Hit(Probe.ChargedAfterTheEnd);
    }

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
            if (faults.Happens(Knob.GatewayTrouble, 0.05))
            {
                // The request arrives long after its caller has given up.
                world.After(faults.Dice.Between(TimeSpan.Zero, Latest), () => Outcome(act));
                Fail();
            }
            else if (IsAway)
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

        // Half of the time there is no reply.
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

    /// <summary>The money moved for one order.</summary>
    public sealed class Account
    {
        public decimal Total { get; init; }

        public bool IsCaptured { get; set; }

        public bool IsRefunded { get; set; }

        /// <summary>Whether the money is captured and not refunded.</summary>
        public bool IsKept => IsCaptured && !IsRefunded;

        /// <summary>Whether the key is closed.</summary>
        public bool IsClosed { get; set; }

        public int Asked { get; set; }
    }
}

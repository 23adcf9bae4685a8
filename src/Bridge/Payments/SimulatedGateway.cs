using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace OrleansOrders.Bridge;

/// <summary>
/// Approves every charge except the configured share and those with a scripted token (<see cref="SimulatedTokens"/>). The outcome depends
/// only on order id and token. Charges and closed keys are kept in this process's memory, for the latest orders only: no money moves.
/// </summary>
sealed class SimulatedGateway(IOptions<PaymentOptions> options, TimeProvider clock) : IPaymentGateway
{
    /// <summary>Maximum number of remembered orders: about 1 MB.</summary>
    const int MaxRemembered = 10_000;

    readonly Lock _lock = new();

    // Null: the key was closed before any charge.
    readonly Dictionary<OrderId, PaymentOutcome?> _outcomes = [];
    readonly Queue<OrderId> _oldest = new();

    public async Task<PaymentOutcome> Charge(Payment payment, CancellationToken cancellationToken)
    {
        await Think(cancellationToken);
        lock (_lock)
        {
            if (_outcomes.TryGetValue(payment.OrderId, out var known)) return known ?? new(PaymentOutcome.Declined);
            if (payment.Token is SimulatedTokens.TimeoutForever) throw NoAnswer();
            var outcome = OutcomeOf(payment);
            Remember(payment.OrderId, outcome);
            return payment.Token is SimulatedTokens.TimeoutThenOk ? throw NoAnswer() : outcome;
        }
    }

    public async Task<PaymentOutcome?> Void(Payment payment, CancellationToken cancellationToken)
    {
        await Think(cancellationToken);
        lock (_lock)
        {
            if (_outcomes.TryGetValue(payment.OrderId, out var known)) return known;
            Remember(payment.OrderId, null);
            return null;
        }
    }

    public Task Refund(Payment payment, CancellationToken cancellationToken) => Think(cancellationToken);

    void Remember(OrderId id, PaymentOutcome? outcome)
    {
        _outcomes.Add(id, outcome);
        _oldest.Enqueue(id);
        if (_oldest.Count > MaxRemembered) _outcomes.Remove(_oldest.Dequeue());
    }

    Task Think(CancellationToken cancellationToken) =>
        options.Value.Latency > TimeSpan.Zero ? Task.Delay(options.Value.Latency, clock, cancellationToken) : Task.CompletedTask;

    PaymentOutcome OutcomeOf(Payment payment) => payment.Token switch
    {
        SimulatedTokens.Ok or SimulatedTokens.TimeoutThenOk => new(null),
        SimulatedTokens.Twice => new(null) { Answers = 2 },
        SimulatedTokens.Decline => new(PaymentOutcome.Declined),
        _ => new(Share(payment.OrderId) < options.Value.FailureRate ? PaymentOutcome.Declined : null),
    };

    static TimeoutException NoAnswer() => new("The payment service did not answer.");

    // SHA-256 distributes similar ids evenly over [0, 1).
    static double Share(OrderId id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id.Value), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0);
    }
}

/// <summary>Payment tokens that script the simulated gateway. Any other token, or none, follows the failure rate.</summary>
static class SimulatedTokens
{
    /// <summary>Paid, regardless of the failure rate.</summary>
    public const string Ok = "tok_ok";

    /// <summary>Declined.</summary>
    public const string Decline = "tok_decline";

    /// <summary>The call times out, but the money moved; a later call returns the paid outcome.</summary>
    public const string TimeoutThenOk = "tok_timeout_then_ok";

    /// <summary>The call times out and the service has no record of it.</summary>
    public const string TimeoutForever = "tok_timeout_forever";

    /// <summary>Paid, with a duplicate outcome.</summary>
    public const string Twice = "tok_twice";
}

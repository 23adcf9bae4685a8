using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OrleansOrders.Domain;

namespace OrleansOrders.Bridge;

/// <summary>
/// Approves, but for the configured share of orders and for what a token asks for (<see cref="SimulatedTokens"/>). Deterministic by order id and
/// token: it needs no memory to give the same answer to the same charge.
/// </summary>
sealed class SimulatedGateway(IOptions<PaymentOptions> options, TimeProvider clock) : IPaymentGateway
{
    /// <summary>The code of a charge that was declined.</summary>
    public const string Declined = "declined";

    public async Task<PaymentOutcome> Charge(Payment payment, CancellationToken cancellationToken)
    {
        await Think(cancellationToken);
        return payment.Token switch
        {
            SimulatedTokens.TimeoutThenOk or SimulatedTokens.TimeoutForever => throw new TimeoutException("The payment service did not answer."),
            _ => OutcomeOf(payment),
        };
    }

    public async Task<PaymentOutcome?> Find(Payment payment, CancellationToken cancellationToken)
    {
        await Think(cancellationToken);
        return payment.Token is SimulatedTokens.TimeoutForever ? null : OutcomeOf(payment);
    }

    public Task Refund(Payment payment, CancellationToken cancellationToken) => Think(cancellationToken);

    Task Think(CancellationToken cancellationToken) =>
        options.Value.Latency > TimeSpan.Zero ? Task.Delay(options.Value.Latency, clock, cancellationToken) : Task.CompletedTask;

    PaymentOutcome OutcomeOf(Payment payment) => payment.Token switch
    {
        SimulatedTokens.Ok or SimulatedTokens.TimeoutThenOk => new(null),
        SimulatedTokens.Twice => new(null) { Answers = 2 },
        SimulatedTokens.Decline => new(Declined),
        _ => new(Share(payment.OrderId) < options.Value.FailureRate ? Declined : null),
    };

    // SHA-256 spreads ids that differ in one digit evenly over [0, 1).
    static double Share(OrderId id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id.Value), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0);
    }
}

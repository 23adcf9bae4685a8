using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OrleansOrders.Domain;

namespace OrleansOrders.Bridge;

/// <summary>
/// Approves, but for the configured share of orders. Deterministic by the order id: it needs no memory to give the same answer to the same
/// charge.
/// </summary>
sealed class SimulatedGateway(IOptions<PaymentOptions> options) : IPaymentGateway
{
    /// <summary>The code of a charge that was declined.</summary>
    public const string Declined = "declined";

    public Task<PaymentOutcome> Charge(Payment payment, CancellationToken cancellationToken) =>
        Task.FromResult(new PaymentOutcome(Share(payment.OrderId) < options.Value.FailureRate ? Declined : null));

    public Task Refund(Payment payment, CancellationToken cancellationToken) => Task.CompletedTask;

    // SHA-256 spreads ids that differ in one digit evenly over [0, 1).
    static double Share(OrderId id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id.Value), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0);
    }
}

using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Bridge;

/// <summary>Section <c>Payments</c>.</summary>
public sealed class PaymentOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Payments";

    /// <summary>Who pays. Default: simulated, so that the system works from nothing.</summary>
    [EnumDataType(typeof(PaymentMode))]
    public PaymentMode Mode { get; set; } = PaymentMode.Simulated;

    /// <summary>
    /// For the simulated gateway: the share of charges that are declined, 0 to 1. Default 0. Which ones is decided by the order id, so that
    /// a repeat gets the same answer.
    /// </summary>
    [Range(0.0, 1.0)]
    public double FailureRate { get; set; }
}

using OrleansOrders.RabbitMq;

namespace OrleansOrders.Api;

/// <summary>Says what a consumer would say of a letter, and changes nothing.</summary>
interface IDeadLetterDryRun
{
    Task<DryRunView> Try(DeadLetter letter, CancellationToken ct);
}

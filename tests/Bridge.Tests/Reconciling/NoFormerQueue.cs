using OrleansOrders.RabbitMq;

namespace OrleansOrders.Bridge.Tests;

/// <summary>A broker on which the version before never ran.</summary>
sealed class NoFormerQueue : IFormerQueue
{
    public Task<bool> Work(IMessageHandler handler, CancellationToken ct) => Task.FromResult(true);
}

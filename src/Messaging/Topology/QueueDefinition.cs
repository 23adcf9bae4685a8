namespace OrleansOrders.Messaging;

/// <summary>A durable queue.</summary>
public sealed record QueueDefinition(string Name)
{
    /// <summary>A consumer of ours may work it: what fails for a passing reason waits in delay queues of its own. Not so <c>dlq</c>, which is the end of the way.</summary>
    public bool Retries { get; init; } = true;
}

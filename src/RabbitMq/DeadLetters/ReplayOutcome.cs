namespace OrleansOrders.RabbitMq;

/// <summary>What became of a request to replay one letter.</summary>
public enum ReplayOutcome
{
    /// <summary>Its copy is in the queue it came from.</summary>
    Replayed,

    /// <summary>There is no such letter.</summary>
    NotFound,

    /// <summary>Nobody knows the queue it came from, or it is none of ours.</summary>
    NoOrigin,

    /// <summary>Its body is larger than <see cref="MessageHeaders.MaxOriginalBody"/> and could not be kept beside an edited one.</summary>
    TooLargeToEdit,
}

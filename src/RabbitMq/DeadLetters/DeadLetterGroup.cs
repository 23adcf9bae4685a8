namespace OrleansOrders.RabbitMq;

/// <summary>Dead letters with one cause, and how many of them there are.</summary>
public sealed record DeadLetterGroup(string? Queue, string Reason, string? Error, int Count);

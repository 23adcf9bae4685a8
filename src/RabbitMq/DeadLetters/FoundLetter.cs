using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>A letter in the hands of a look: what it says, what it is copied from, and its tag on the look's channel.</summary>
internal sealed record FoundLetter(ulong Tag, IReadOnlyBasicProperties Properties, Delivery Delivery, DeadLetter Letter);

namespace OrleansOrders.Messaging;

/// <summary>Whether this process wants to hear what a payment service publishes. One that does not care registers none, and leaves those bindings as they are.</summary>
/// <param name="Wanted">False: nobody may settle an order by publishing a message.</param>
public sealed record PaymentAnswers(bool Wanted);

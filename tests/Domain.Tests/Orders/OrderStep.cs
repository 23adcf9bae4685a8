namespace OrleansOrders.Domain.Tests.Orders;

/// <summary>One command of a script, worked.</summary>
sealed record OrderStep(Order Before, OrderCommand Command, DateTimeOffset Now, OrderDecision Decision, Order After);

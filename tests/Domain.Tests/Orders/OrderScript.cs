using System.Collections.Immutable;

namespace OrleansOrders.Domain.Tests.Orders;

/// <summary>An order and what is asked of it, one after the other, each so much later than the one before.</summary>
sealed record OrderScript(NewOrder Content, ImmutableArray<(OrderCommand Command, TimeSpan Later)> Steps)
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(15);

    public OrderCommand.Place Place => new(Content, Start + Deadline);

    public override string ToString() => string.Join(" → ", Steps.Select(step => $"{step.Command} (+{step.Later})"));
}

using OrleansOrders.Domain;

namespace OrleansOrders.Storage;

/// <summary>Which orders to list.</summary>
public sealed record OrderQuery
{
    /// <summary>Only this customer's.</summary>
    public CustomerId? CustomerId { get; init; }

    /// <summary>
    /// Only those that stand so: found by an index over the orders that ended, by one over those that are not final, or among the customer's.
    /// </summary>
    public OrderStatus? Status { get; init; }

    /// <summary>Most orders to return, 1 to <see cref="Page{T}.MaxLimit"/>.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where to go on.</summary>
    public PageCursor? Cursor { get; init; }
}

using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>Which orders to list.</summary>
public sealed record OrderQuery
{
    /// <summary>Only this customer's.</summary>
    public CustomerId? CustomerId { get; init; }

    /// <summary>
    /// Only those that stand so. By customer, or for orders that are not final, an index finds them; other states are found by going through the
    /// orders, newest first.
    /// </summary>
    public OrderStatus? Status { get; init; }

    /// <summary>Most orders to return, 1 to <see cref="Page{T}.MaxLimit"/>.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where to go on.</summary>
    public PageCursor? Cursor { get; init; }
}

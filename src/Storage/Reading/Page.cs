using System.Collections.Immutable;

namespace OrleansOrders.Storage;

/// <summary>A part of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">Where the next part begins; null at the end.</param>
public sealed record Page<T>(ImmutableArray<T> Items, PageCursor? Next)
{
    /// <summary>Most items of a part, and so the bound of every <c>limit</c>.</summary>
    public const int MaxLimit = 200;

    /// <summary>Makes the part out of rows that were read one beyond the limit.</summary>
    internal static Page<T> Of(List<T> rows, int limit, Func<T, PageCursor> cursor) =>
        rows.Count > limit ? new([.. rows.Take(limit)], cursor(rows[limit - 1])) : new([.. rows], null);

    /// <summary>The same for a part that may have ended before, by its size.</summary>
    internal static Page<T> Of(PageRows<T> rows, int limit, Func<T, PageCursor> cursor) =>
        rows.IsCut && rows.Kept.Count <= limit ? new([.. rows.Kept], cursor(rows.Kept[^1])) : Of(rows.Kept, limit, cursor);

    internal static int Checked(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        return limit;
    }
}

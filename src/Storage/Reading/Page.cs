using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items, in list order.</param>
/// <param name="Next">Position of the next page; null at the end.</param>
public sealed record Page<T>(ImmutableArray<T> Items, PageCursor? Next)
{
    /// <summary>Maximum number of items per page, and the bound of every <c>limit</c>.</summary>
    public const int MaxLimit = 200;

    /// <summary>Creates the page from rows that were read one beyond the limit.</summary>
    internal static Page<T> Of(List<T> rows, int limit, Func<T, PageCursor> cursor) =>
        rows.Count > limit ? new([.. rows.Take(limit)], cursor(rows[limit - 1])) : new([.. rows], null);

    /// <summary>Same, for a page that may have ended earlier because of its size.</summary>
    internal static Page<T> Of(PageRows<T> rows, int limit, Func<T, PageCursor> cursor) =>
        rows.IsCut && rows.Kept.Count <= limit ? new([.. rows.Kept], cursor(rows.Kept[^1])) : Of(rows.Kept, limit, cursor);

    internal static int Checked(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        return limit;
    }
}

/// <summary>
/// Position in a list: after the item with these sort values. Opaque to clients (base64url) and valid for one list only. It contains no
/// secret and only its format is checked: a forged cursor merely starts elsewhere.
/// </summary>
public sealed record PageCursor
{
    const int MaxTextLength = 400;
    const char Separator = '\n';

    PageCursor(PageList list, string sort, string key) => (List, Sort, Key) = (list, sort, key);

    internal PageList List { get; }

    internal string Sort { get; }

    internal string Key { get; }

    internal long Number => long.Parse(Key, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Parses a cursor of <paramref name="list"/>; returns false for any other text.</summary>
    public static bool TryParse(string? text, PageList list, [NotNullWhen(true)] out PageCursor? cursor)
    {
        cursor = null;
        if (text is not { Length: > 0 and <= MaxTextLength } || !Base64Url.IsValid(text)) return false;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator);
        if (parts.Length != 3 || parts[0] != Name(list) || parts[2].Length == 0 || text.Contains('\0', StringComparison.Ordinal)) return false;
        if (parts.Any(part => part.Contains('\0', StringComparison.Ordinal))) return false;
        if (list is PageList.Notifications && !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out _)) return false;
        cursor = new(list, parts[1], parts[2]);
        return true;
    }

    /// <summary>The text that <see cref="TryParse"/> parses.</summary>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Name(List)}{Separator}{Sort}{Separator}{Key}"));

    internal static PageCursor Order(string createdAt, string key) => new(PageList.Orders, createdAt, key);

    internal static PageCursor Item(string sku) => new(PageList.Inventory, "", sku);

    internal static PageCursor Notification(long seq) => new(PageList.Notifications, "", seq.ToString(CultureInfo.InvariantCulture));

    internal PageCursor For(PageList list) => List == list ? this : throw new ArgumentException($"A cursor of {List} was used for {list}.");

    static string Name(PageList list) => list switch
    {
        PageList.Orders => "o",
        PageList.Inventory => "i",
        PageList.Notifications => "n",
        _ => throw new ArgumentOutOfRangeException(nameof(list), list, null),
    };
}

/// <summary>The lists that are read in pages.</summary>
public enum PageList
{
    /// <summary>Orders, newest first.</summary>
    Orders,

    /// <summary>Items by SKU.</summary>
    Inventory,

    /// <summary>Notifications, newest first.</summary>
    Notifications,
}

/// <summary>
/// Collects the rows of a page until they reach a size limit, so that a page of large items uses no more memory than one of small items.
/// The remaining rows are not read.
/// </summary>
sealed class PageRows<T>(int maxBytes, Func<NpgsqlDataReader, T> read, Func<T, int> size)
{
    /// <summary>Approximate maximum size of a page of a list, in bytes; the last item may exceed it.</summary>
    public const int ListBytes = 1024 * 1024;

    long _bytes;

    /// <summary>The collected rows, in list order; at least one if there is one.</summary>
    public List<T> Kept { get; } = [];

    /// <summary>True if rows were left out.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Adds the next row; returns false when the page is full.</summary>
    public bool Take(NpgsqlDataReader row)
    {
        if (IsCut) return false;
        var item = read(row);
        _bytes += size(item);
        IsCut = Kept.Count > 0 && _bytes > maxBytes;
        if (!IsCut) Kept.Add(item);
        return !IsCut;
    }
}

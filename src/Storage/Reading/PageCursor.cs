using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage;

/// <summary>
/// Where a list goes on: after the item with these sort values. Opaque to clients (base64url); a cursor of one list is none of another. It holds
/// nothing secret and is checked only for its form: a made-up one only starts elsewhere.
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

    /// <summary>Reads a cursor of <paramref name="list"/>; false for anything else.</summary>
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

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
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

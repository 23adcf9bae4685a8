using Npgsql;

namespace OrleansOrders.Storage;

/// <summary>Keeps the rows of a page until they are large enough, so that a page of large items costs no more memory than one of small ones. What follows is not read.</summary>
sealed class PageRows<T>(int maxBytes, Func<NpgsqlDataReader, T> read, Func<T, int> size)
{
    /// <summary>About as much as a page of a list has, in bytes: an item more or less.</summary>
    public const int ListBytes = 1024 * 1024;

    long _bytes;

    /// <summary>What was kept, in the list's order; at least one row where there is one.</summary>
    public List<T> Kept { get; } = [];

    /// <summary>Whether rows were left out.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Takes the next row; false when the page is full.</summary>
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

using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OrleansOrders.Api;

/// <summary>Reads query parameters and collects their errors. Unknown parameters are ignored.</summary>
sealed class QueryReader(IQueryCollection query)
{
    /// <summary>Maximum number of entries per page.</summary>
    public const int MaxLimit = Page<Order>.MaxLimit;

    /// <summary>Default number of entries per page.</summary>
    public const int DefaultLimit = 50;

    readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => _errors;

    public bool IsValid => _errors.Count == 0;

    /// <summary>The problem that lists every wrong parameter.</summary>
    public ProblemResult Problem() => ProblemResult.Invalid(_errors);

    /// <summary>The number of entries; default <see cref="DefaultLimit"/>.</summary>
    public int Limit()
    {
        if (Text("limit") is not { } text) return DefaultLimit;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit) return limit;
        Add("limit", FieldErrorCodes.OutOfRange, $"must be an integer from 1 to {MaxLimit}");
        return DefaultLimit;
    }

    /// <summary>The wait; default none.</summary>
    public TimeSpan Wait(TimeSpan max) => Seconds("wait", TimeSpan.Zero, max);

    /// <summary>Whole seconds, default <paramref name="fallback"/>, reduced to <paramref name="max"/>.</summary>
    public TimeSpan Seconds(string name, TimeSpan fallback, TimeSpan max)
    {
        if (Text(name) is not { } text) return fallback;
        if (PreferHeader.ParseSeconds(text, max) is { } seconds) return seconds;
        Add(name, FieldErrorCodes.NotInteger, "must be a number of whole seconds");
        return fallback;
    }

    /// <summary>A value with its own parsing rule; null if it is absent or wrong.</summary>
    public T? Value<T>(string name, string rule)
        where T : struct, IParsable<T>
    {
        if (Text(name) is not { } text) return null;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value)) return value;
        Add(name, FieldErrorCodes.Invalid, rule);
        return null;
    }

    /// <summary>An enum value by its JSON name; null if it is absent or wrong.</summary>
    public T? Name<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        if (EnumNames.TryParse<T>(text, out var value)) return value;
        Add(name, FieldErrorCodes.Invalid, "must be one of " + string.Join(", ", EnumNames.All<T>()));
        return null;
    }

    /// <summary>The limit and the position of a page.</summary>
    public (int Limit, PageCursor? Cursor) Page(PageList list)
    {
        var limit = Limit();

        // Clients without a cursor may send an empty one.
        if (Text("cursor") is not { Length: > 0 } text) return (limit, null);
        if (!PageCursor.TryParse(text, list, out var cursor)) Add("cursor", FieldErrorCodes.Invalid, "must be a next_cursor of this list");
        return (limit, cursor);
    }

    /// <summary>The parameter's text; null if it is absent or repeated.</summary>
    public string? Text(string name)
    {
        if (!query.TryGetValue(name, out var values) || values.Count == 0) return null;
        if (values.Count == 1) return values[0] ?? "";
        Add(name, FieldErrorCodes.Duplicate, "may be given once");
        return null;
    }

    void Add(string field, string code, string message) => _errors.Add(new(field, code, message));
}

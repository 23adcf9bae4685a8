using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace OrleansOrders.Contracts;

/// <summary>The errors of one body, formatted for a dead letter.</summary>
public static class FieldErrors
{
    /// <summary>The dead-letter reason for a readable body with wrong fields.</summary>
    public const string InvalidFields = "invalid_fields";

    const int MaxLength = 2000;

    /// <summary>The stable reason code: the error of the whole message if it could not be read, otherwise <see cref="InvalidFields"/>.</summary>
    public static string Reason(ImmutableArray<FieldError> errors) =>
        errors is [{ Field: FieldError.Body or FieldError.RoutingKey, Code: var code }, ..] ? code : InvalidFields;

    /// <summary>All errors in one line of at most 2,000 characters plus an ellipsis.</summary>
    public static string Describe(ImmutableArray<FieldError> errors)
    {
        var text = new StringBuilder();
        foreach (var error in errors)
        {
            if (text.Length > 0) text.Append("; ");
            text.Append(error.Field).Append(' ').Append(error.Message);
        }

        return text.Length <= MaxLength ? text.ToString() : string.Concat(text.ToString(0, MaxLength), "…");
    }
}

/// <summary>One wrong field of a request or message; the same text is used over HTTP and in dead letters.</summary>
/// <param name="Field">The field's path, such as <c>items[3].quantity</c>; <see cref="Body"/> for the whole body.</param>
/// <param name="Code">The stable error code: one of <see cref="FieldErrorCodes"/>.</param>
/// <param name="Message">The error in words, to follow the field's name. Never quotes the sent value.</param>
public sealed record FieldError(string Field, string Code, string Message)
{
    /// <summary>The path of the whole body.</summary>
    public const string Body = "body";

    /// <summary>Not a field of the body: the routing key does not say what the body is.</summary>
    public const string RoutingKey = "routing_key";
}

/// <summary>Every <see cref="FieldError.Code"/>. A test compares them with <c>docs/orders.md</c>.</summary>
public static class FieldErrorCodes
{
    /// <summary>Larger than <see cref="JsonLimits.MaxBytes"/>.</summary>
    public const string TooLarge = "too_large";

    /// <summary>Not JSON in UTF-8, or more than one JSON value.</summary>
    public const string NotJson = "not_json";

    /// <summary>Nested deeper than <see cref="JsonLimits.MaxDepth"/>.</summary>
    public const string TooDeep = "too_deep";

    /// <summary>A property that occurs twice in one object.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Absent or null.</summary>
    public const string Required = "required";

    /// <summary>A JSON type other than the expected one.</summary>
    public const string WrongType = "wrong_type";

    /// <summary>Text that does not follow the field's rule.</summary>
    public const string Invalid = "invalid";

    /// <summary>A number with a fraction or an exponent instead of a plain integer.</summary>
    public const string NotInteger = "not_integer";

    /// <summary>A number that is too small or too large.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>More decimals than the currency has.</summary>
    public const string TooManyDecimals = "too_many_decimals";

    /// <summary>Not an ISO 4217 currency in use.</summary>
    public const string UnknownCurrency = "unknown_currency";

    /// <summary>A list without entries.</summary>
    public const string Empty = "empty";

    /// <summary>A list with too many entries.</summary>
    public const string TooMany = "too_many";

    /// <summary>Contradicts another field: two spellings with different values, or two alternatives at once.</summary>
    public const string Conflict = "conflict";

    /// <summary>The last entry of a truncated list: the number of further errors.</summary>
    public const string MoreErrors = "more_errors";
}

/// <summary>Collects errors: at most <see cref="JsonLimits.MaxErrors"/> in detail, and the number of further errors.</summary>
sealed class ErrorList
{
    ImmutableArray<FieldError>.Builder? _named;
    int _more;

    public bool IsEmpty => _named is null;

    public void Add(string field, string code, string message)
    {
        _named ??= ImmutableArray.CreateBuilder<FieldError>();
        if (_named.Count < JsonLimits.MaxErrors) _named.Add(new(field, code, message));
        else _more++;
    }

    public ImmutableArray<FieldError> ToImmutable()
    {
        if (_named is null) return [];
        var named = _named.ToImmutable();
        return _more == 0
            ? named
            : named.Add(new(FieldError.Body, FieldErrorCodes.MoreErrors, string.Create(CultureInfo.InvariantCulture, $"has {_more} more errors")));
    }
}

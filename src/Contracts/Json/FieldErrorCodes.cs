using OrleansOrders.RabbitMq;

namespace OrleansOrders.Contracts;

/// <summary>Every <see cref="FieldError.Code"/>. <c>docs/orders.md</c> lists the same, and a test compares the two.</summary>
public static class FieldErrorCodes
{
    /// <summary>Larger than <see cref="JsonLimits.MaxBytes"/>.</summary>
    public const string TooLarge = "too_large";

    /// <summary>Not JSON in UTF-8, or more than one JSON value.</summary>
    public const string NotJson = "not_json";

    /// <summary>Nested deeper than <see cref="JsonLimits.MaxDepth"/>.</summary>
    public const string TooDeep = "too_deep";

    /// <summary>A property that is there twice in one object.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Absent or null.</summary>
    public const string Required = "required";

    /// <summary>Another JSON type than the one that belongs there.</summary>
    public const string WrongType = "wrong_type";

    /// <summary>Text that does not follow the field's rule.</summary>
    public const string Invalid = "invalid";

    /// <summary>A number with a fraction or an exponent where a plain integer belongs.</summary>
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

    /// <summary>Contradicts another field: two spellings of one thing, or two ways to say it.</summary>
    public const string Conflict = "conflict";

    /// <summary>Last entry of a list that was cut off: how many more there are.</summary>
    public const string MoreErrors = "more_errors";
}

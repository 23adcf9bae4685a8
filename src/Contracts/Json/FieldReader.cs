using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace OrleansOrders.Contracts;

/// <summary>
/// Reads the fields of one JSON object and records an error for each wrong field. A field may have several spellings, the canonical one
/// first; null counts as absent. Every reader returns null for an absent or wrong field.
/// </summary>
readonly struct FieldReader(JsonElement json, string parent, int index, ErrorList errors)
{
    const string CurrencyRule = "must be the three letters of an ISO 4217 currency in use";

    public ErrorList Errors => errors;

    /// <summary>The path of a field of this object.</summary>
    public string PathOf(string name) => index < 0
        ? string.Concat(parent, name)
        : string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}].{name}");

    public bool Has(params ReadOnlySpan<string> spellings)
    {
        foreach (var name in spellings)
        {
            if (TryGet(name, out _)) return true;
        }

        return false;
    }

    public bool TryGet(string name, out JsonElement value) => json.TryGetProperty(name, out value) && value.ValueKind is not JsonValueKind.Null;

    public void Fail(string name, string code, string message) => errors.Add(PathOf(name), code, message);

    /// <summary>Reads an id or another text value with its own parsing rule.</summary>
    public T? Value<T>(bool required, string code, string rule, params ReadOnlySpan<string> spellings)
        where T : struct, IParsable<T>
    {
        if (!TryFind(required, spellings, out var name, out var value)) return null;
        if (!IsKind(JsonValueKind.String, "must be a string", name, value)) return null;
        if (T.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var result)) return result;
        Fail(name, code, rule);
        return null;
    }

    public T? Id<T>(bool required, params ReadOnlySpan<string> spellings)
        where T : struct, IParsable<T> => Value<T>(required, FieldErrorCodes.Invalid, Identifier.Rule, spellings);

    public Currency? Currency(bool required) =>
        Value<Currency>(required, FieldErrorCodes.UnknownCurrency, CurrencyRule, "currency");

    /// <summary>Records the error that <see cref="Currency"/> records for an unknown currency.</summary>
    public void FailCurrency() => Fail("currency", FieldErrorCodes.UnknownCurrency, CurrencyRule);

    /// <summary>Reads a plain JSON integer.</summary>
    public long? Integer(bool required, long min, long max, params ReadOnlySpan<string> spellings)
    {
        if (!TryFind(required, spellings, out var name, out var value)) return null;
        var rule = static (long min, long max) => string.Create(CultureInfo.InvariantCulture, $"must be an integer from {min} to {max}");
        if (value.ValueKind is not JsonValueKind.Number) Fail(name, FieldErrorCodes.WrongType, rule(min, max));
        else if (JsonMarshal.GetRawUtf8Value(value).ContainsAny(".eE"u8)) Fail(name, FieldErrorCodes.NotInteger, rule(min, max));
        else if (!value.TryGetInt64(out var number) || number < min || number > max) Fail(name, FieldErrorCodes.OutOfRange, rule(min, max));
        else return number;
        return null;
    }

    /// <summary>
    /// Reads a JSON number from 0 to <paramref name="max"/> with at most the currency's decimals (3 for an unknown currency, the maximum of
    /// any).
    /// </summary>
    public decimal? Amount(bool required, Currency? currency, decimal max, params ReadOnlySpan<string> spellings)
    {
        if (!TryFind(required, spellings, out var name, out var value)) return null;
        if (!IsKind(JsonValueKind.Number, "must be a number", name, value)) return null;
        var decimals = currency?.Decimals ?? 3;
        if (!value.TryGetDecimal(out var amount) || amount < 0 || amount > max)
        {
            Fail(name, FieldErrorCodes.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"must be from 0 to {max}"));
        }
        else if (decimal.Round(amount, decimals) != amount || IsRounded(value, amount))
        {
            Fail(name, FieldErrorCodes.TooManyDecimals, string.Create(CultureInfo.InvariantCulture, $"must have no more than {decimals} decimals"));
        }
        else
        {
            return amount;
        }

        return null;
    }

    /// <summary>Reads an optional text of 1 to <paramref name="maxLength"/> visible ASCII characters.</summary>
    public string? Text(int maxLength, string field)
    {
        if (!TryFind(false, [field], out var name, out var value)) return null;
        if (!IsKind(JsonValueKind.String, "must be a string", name, value)) return null;
        var text = value.GetString()!;
        if (text.Length >= 1 && text.Length <= maxLength && text.All(c => c is > ' ' and <= '~')) return text;
        Fail(name, FieldErrorCodes.Invalid, string.Create(CultureInfo.InvariantCulture, $"must be 1 to {maxLength} visible ASCII characters"));
        return null;
    }

    public DateTimeOffset? Instant(string field)
    {
        if (!TryFind(false, [field], out var name, out var value)) return null;
        if (!IsKind(JsonValueKind.String, "must be a string", name, value)) return null;
        if (value.TryGetDateTimeOffset(out var instant)) return instant;
        Fail(name, FieldErrorCodes.Invalid, "must be a date and time as in ISO 8601");
        return null;
    }

    /// <summary>
    /// Reads the objects of the array in <paramref name="field"/>, at most <paramref name="max"/>. Entries that are not objects are
    /// recorded as errors and skipped.
    /// </summary>
    public List<FieldReader> Objects(string field, int max)
    {
        var objects = new List<FieldReader>();
        if (!TryGet(field, out var value) || !IsKind(JsonValueKind.Array, "must be an array", field, value)) return objects;
        var count = value.GetArrayLength();
        if (count > max)
        {
            Fail(field, FieldErrorCodes.TooMany, string.Create(CultureInfo.InvariantCulture, $"must have no more than {max} entries"));
            return objects;
        }

        objects.EnsureCapacity(count);
        var path = PathOf(field);
        foreach (var (i, entry) in value.EnumerateArray().Index())
        {
            if (entry.ValueKind is JsonValueKind.Object) objects.Add(new(entry, path, i, errors));
            else errors.Add(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), FieldErrorCodes.WrongType, "must be an object");
        }

        return objects;
    }

    /// <summary>Finds the field under any of its spellings. Several spellings must have the same value.</summary>
    public bool TryFind(bool required, ReadOnlySpan<string> spellings, out string name, out JsonElement value)
    {
        name = spellings[0];
        value = default;
        var found = false;
        foreach (var spelling in spellings)
        {
            if (!TryGet(spelling, out var candidate)) continue;
            if (!found)
            {
                (found, name, value) = (true, spelling, candidate);
            }
            else if (!SaysTheSame(value, candidate))
            {
                Fail(spelling, FieldErrorCodes.Conflict, $"says something else than {PathOf(name)}");
                return false;
            }
        }

        if (!found && required)
        {
            Fail(name, FieldErrorCodes.Required, spellings.Length == 1 ? "is required" : $"is required (also understood: {string.Join(", ", spellings[1..])})");
        }

        return found;
    }

    public bool IsKind(JsonValueKind kind, string rule, string name, JsonElement value)
    {
        if (value.ValueKind == kind) return true;
        Fail(name, FieldErrorCodes.WrongType, rule);
        return false;
    }

    // JsonElement.DeepEquals throws for an exponent of ten digits. A value that is neither text nor a readable number is wrong in any case.
    static bool SaysTheSame(JsonElement one, JsonElement other)
    {
        if (JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(other))) return true;
        if (one.ValueKind != other.ValueKind) return false;
        return one.ValueKind switch
        {
            JsonValueKind.String => one.GetString() == other.GetString(),
            JsonValueKind.Number => one.TryGetDecimal(out var amount) && other.TryGetDecimal(out var same) && amount == same
                && !IsRounded(one, amount) && !IsRounded(other, same),
            _ => false,
        };
    }

    // A decimal has 28 digits: a longer number was rounded while it was read, and so was a number other than 0 that became 0.
    static bool IsRounded(JsonElement number, decimal amount)
    {
        var raw = JsonMarshal.GetRawUtf8Value(number);
        if (raw.Length > 29) return true;
        var exponent = raw.IndexOfAny((byte)'e', (byte)'E');
        return amount == 0 && (exponent < 0 ? raw : raw[..exponent]).ContainsAnyInRange((byte)'1', (byte)'9');
    }
}

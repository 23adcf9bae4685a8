using System.Collections.Immutable;

namespace OrleansOrders.Chaos;

/// <summary>The result of a parser for an input.</summary>
/// <param name="Accepted">Whether the parser accepted the input.</param>
/// <param name="Fault">The error of the parser; null if there is none.</param>
sealed record Verdict(bool Accepted, string? Fault)
{
    public static Verdict Refused { get; } = new(false, null);

    public static Verdict Taken { get; } = new(true, null);

    public static Verdict Wrong(bool accepted, string fault) => new(accepted, fault);
}

/// <summary>Passes an input to its parser. The parser must not throw; a refusal must name each error and its field; an accepted value must follow its rules.</summary>
static class FuzzJudge
{
    const int MostDescribed = 2_001;

    static readonly OrderId Fallback = OrderId.Parse("fallback");
    static readonly AdjustmentId FallbackAdjustment = AdjustmentId.Parse("fallback");
    static readonly Sku Known = Sku.Parse("a");

    static readonly HashSet<string> Codes =
        [.. typeof(FieldErrorCodes).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    public static Verdict Judge(FuzzKind kind, ReadOnlyMemory<byte> body)
    {
        try
        {
            return kind switch
            {
                FuzzKind.Order => Message(OrderParser.Parse(body, Fallback), ValueRules.Of),
                FuzzKind.OrderWithoutFallback => Message(OrderParser.Parse(body, null), ValueRules.Of),
                FuzzKind.PaymentResult => Message(PaymentCodec.Parse(body), ValueRules.Of),
                FuzzKind.PaymentRequest => Message(FactCodec.ParseRequest(body, false), ValueRules.Of),
                FuzzKind.OrderRequest => Message(RequestCodec.Parse(body), request => ValueRules.Id(request.OrderId.Value)),
                FuzzKind.StockCount => Message(StockCodec.ParseCount(body), count => ValueRules.Count(count.Available)),
                FuzzKind.StockAdjustment => Message(StockCodec.ParseAdjustment(body, null), ValueRules.Of),
                FuzzKind.KnownItemAdjustment => Message(StockCodec.ParseAdjustment(body, FallbackAdjustment, Known), ValueRules.Of),
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
            };
        }
        catch (Exception e)
        {
            return Verdict.Wrong(false, $"threw {e.GetType().Name}: {e.Message}");
        }
    }

    static Verdict Message<T>(Parsed<T> parsed, Func<T, string?> fault)
        where T : class => parsed.Value is { } value ? Taken(fault(value)) : Refused(parsed.Errors);

    static Verdict Taken(string? fault) => fault is null ? Verdict.Taken : Verdict.Wrong(true, $"was taken although {fault}");

    /// <summary>The error of a refusal.</summary>
    public static Verdict Refused(ImmutableArray<FieldError> errors)
    {
        if (errors.IsDefaultOrEmpty) return Verdict.Wrong(false, "was refused without a word");
        if (errors.Length > JsonLimits.MaxErrors + 1) return Verdict.Wrong(false, $"was refused with {errors.Length} errors");
        foreach (var error in errors)
        {
            if (string.IsNullOrEmpty(error.Field) || string.IsNullOrEmpty(error.Message) || !Codes.Contains(error.Code)) return Verdict.Wrong(false, $"was refused by {error}");
        }

        var line = FieldErrors.Describe(errors);
        if (line.Length is 0 or > MostDescribed || line.Any(char.IsControl)) return Verdict.Wrong(false, $"was refused in a line that no header takes: {line}");
        return FieldErrors.Reason(errors).Length == 0 ? Verdict.Wrong(false, "was refused without a reason") : Verdict.Refused;
    }
}

using System.Collections.Immutable;
using OrleansOrders.Contracts;
using OrleansOrders.Domain;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Chaos;

/// <summary>Gives an input to its parser. It must not throw; a refusal must say what is wrong and where; what is taken must be sound.</summary>
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
                FuzzKind.Order => Order(OrderParser.Parse(body, Fallback)),
                FuzzKind.OrderWithoutFallback => Order(OrderParser.Parse(body, null)),
                FuzzKind.PaymentResult => Message(MessageParser.ParsePaymentResult(body), ValueRules.Of),
                FuzzKind.PaymentRequest => Message(MessageParser.ParsePaymentRequest(body), ValueRules.Of),
                FuzzKind.OrderRequest => Message(MessageParser.ParseOrderRequest(body), id => ValueRules.Id(id.Value)),
                FuzzKind.StockCount => Message(MessageParser.ParseStockCount(body), ValueRules.Count),
                FuzzKind.StockAdjustment => Message(MessageParser.ParseStockAdjustment(body, null), ValueRules.Of),
                FuzzKind.KnownItemAdjustment => Message(MessageParser.ParseStockAdjustment(body, FallbackAdjustment, Known), ValueRules.Of),
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
            };
        }
        catch (Exception e)
        {
            return Verdict.Wrong(false, $"threw {e.GetType().Name}: {e.Message}");
        }
    }

    static Verdict Order(OrderParse parse) => parse switch
    {
        OrderParse.Valid { Order: var order } => Taken(ValueRules.Of(order)),
        OrderParse.Invalid { Errors: var errors } => Refused(errors),
        _ => Verdict.Wrong(false, "is neither taken nor refused"),
    };

    static Verdict Message<T>(MessageParse<T> parse, Func<T, string?> fault) => parse switch
    {
        MessageParse<T>.Valid { Value: var value } => Taken(fault(value)),
        MessageParse<T>.Invalid { Errors: var errors } => Refused(errors),
        _ => Verdict.Wrong(false, "is neither taken nor refused"),
    };

    static Verdict Taken(string? fault) => fault is null ? Verdict.Taken : Verdict.Wrong(true, $"was taken although {fault}");

    /// <summary>What is wrong with a refusal.</summary>
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

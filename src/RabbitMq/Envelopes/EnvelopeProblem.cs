namespace OrleansOrders.RabbitMq;

/// <summary>Why the properties of a message are not passed to the client library.</summary>
enum EnvelopeProblem
{
    None,
    TooLarge,
    TooDeep,
    Decimal,
    NotText,
    Malformed,
}

static class EnvelopeProblems
{
    /// <summary>The value of the tag <c>problem</c> in metrics.</summary>
    public static string Code(this EnvelopeProblem problem) => problem switch
    {
        EnvelopeProblem.TooLarge => "too_large",
        EnvelopeProblem.TooDeep => "too_deep",
        EnvelopeProblem.Decimal => "decimal",
        EnvelopeProblem.NotText => "not_text",
        _ => "malformed",
    };

    /// <summary>The problem in words, for <c>x-error</c> of the dead letter.</summary>
    public static string Describe(this EnvelopeProblem problem) => $"the properties cannot be decoded: {problem switch
    {
        EnvelopeProblem.TooLarge => FormattableString.Invariant($"the content header is larger than {EnvelopeCheck.MaxSize / 1024} KiB"),
        EnvelopeProblem.TooDeep => FormattableString.Invariant($"tables or arrays are nested more than {EnvelopeCheck.MaxDepth} deep"),
        EnvelopeProblem.Decimal => FormattableString.Invariant($"a decimal has more than {EnvelopeCheck.MaxScale} places"),
        EnvelopeProblem.NotText => "a text is not UTF-8",
        _ => "they do not have the length that they state, or a field has an unknown type",
    }}";
}

namespace OrleansOrders.RabbitMq;

/// <summary>Errors as one short line, fit for a header or a log.</summary>
internal static class ErrorText
{
    // What a parser says of a body (ellipsis included) fits whole.
    const int MaxLength = 2001;

    /// <summary>The type and the message; no stack trace.</summary>
    public static string Of(Exception e) => OneLine($"{e.GetType().Name}: {e.Message}");

    public static string OneLine(string text)
    {
        var shortened = text.Length > MaxLength ? text.AsSpan(0, MaxLength) : text;
        return string.Create(shortened.Length, shortened, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                target[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? ' ' : source[i];
        });
    }
}

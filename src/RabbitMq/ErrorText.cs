namespace OrleansOrders.RabbitMq;

/// <summary>Formats errors as one short line for a header or a log.</summary>
static class ErrorText
{
    // The longest description of a body's errors (with ellipsis) fits.
    const int MaxLength = 2001;

    /// <summary>The type and the message, without the stack trace.</summary>
    public static string Of(Exception e) => OneLine($"{e.GetType().Name}: {e.Message}");

    public static string OneLine(string text)
    {
        var shortened = text.Length > MaxLength ? text.AsSpan(0, MaxLength) : text;
        return string.Create(shortened.Length, shortened, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++) target[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? ' ' : source[i];
        });
    }
}

using System.Globalization;

namespace OrleansOrders.Domain;

/// <summary>Times in JSON: UTC with six digits of a second. The width is fixed, so the text sorts like the time.</summary>
public static class UtcText
{
    /// <summary>The format of a UTC time.</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The text of a time, truncated to whole microseconds.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Parses a time; throws <see cref="FormatException"/> for an invalid text.</summary>
    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

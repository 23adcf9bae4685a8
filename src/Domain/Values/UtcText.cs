using System.Globalization;

namespace OrleansOrders.Domain;

/// <summary>Times as JSON has them everywhere, in UTC with six digits of a second: of fixed width, so that text compares as time does.</summary>
public static class UtcText
{
    /// <summary>The format, of a time in UTC.</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The text of a time, cut to whole microseconds.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The time of a text; <see cref="FormatException"/> where it is none.</summary>
    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

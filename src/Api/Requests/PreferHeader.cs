using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace OrleansOrders.Api;

/// <summary>The header <c>Prefer</c> of RFC 7240. Only <c>wait=N</c>, in seconds, is supported.</summary>
static class PreferHeader
{
    /// <summary>
    /// The preferred wait, at most <paramref name="max"/>; null for none. Unknown preferences are ignored, as the RFC requires; the first
    /// of several counts.
    /// </summary>
    public static TimeSpan? Wait(StringValues header, TimeSpan max)
    {
        foreach (var line in header)
        {
            foreach (var preference in (line ?? "").Split(','))
            {
                // Parameters of the preference follow a semicolon; wait has none.
                var pair = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
                if (pair.Length == 2 && pair[0].Equals("wait", StringComparison.OrdinalIgnoreCase)) return ParseSeconds(pair[1].Trim('"'), max);
            }
        }

        return null;
    }

    /// <summary>Whole seconds, at most <paramref name="max"/>; null for anything else.</summary>
    public static TimeSpan? ParseSeconds(string text, TimeSpan max)
    {
        if (text.Length == 0 || !text.All(char.IsAsciiDigit)) return null;

        // A number with too many digits is still a long wait.
        var wanted = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : max;
        return wanted < max ? wanted : max;
    }
}

using System.Text;

namespace OrleansOrders.House.Tests.Rules;

/// <summary>Tells code from comments and strings, well enough to search code for calls.</summary>
static class CSharpText
{
    /// <summary>The text with comments and the contents of strings blanked; line numbers stay.</summary>
    public static string CodeOnly(string text)
    {
        var code = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var end = EndOfNonCode(text, at);
            if (end == at)
            {
                code.Append(text[at++]);
                continue;
            }

            code.Append(' ');
            for (; at < end && at < text.Length; at++)
            {
                if (text[at] == '\n') code.Append('\n');
            }
        }

        return code.ToString();
    }

    // The position after the comment or string that begins here, or 'at' itself.
    static int EndOfNonCode(string text, int at)
    {
        if (Starts(text, at, "//")) return After(text, "\n", at, include: false);
        if (Starts(text, at, "/*")) return After(text, "*/", at + 2, include: true);
        if (Starts(text, at, "\"\"\"")) return After(text, Quotes(text, at), at + Quotes(text, at).Length, include: true);
        if (text[at] == '"')
            return at > 0 && (text[at - 1] == '@' || Starts(text, at - 2, "@$")) ? EndOfVerbatim(text, at + 1) : EndOfEscaped(text, at + 1, '"');
        // A quote that does not close within an escape's length is no character literal.
        return text[at] == '\'' && EndOfEscaped(text, at + 1, '\'') is var end && end - at <= 8 ? end : at;
    }

    static string Quotes(string text, int at)
    {
        var count = 0;
        while (at + count < text.Length && text[at + count] == '"') count++;
        return new('"', count);
    }

    static int EndOfVerbatim(string text, int at)
    {
        for (; at < text.Length; at++)
        {
            if (text[at] != '"') continue;
            if (!Starts(text, at, "\"\"")) return at + 1;
            at++;
        }

        return at;
    }

    static int EndOfEscaped(string text, int at, char quote)
    {
        for (; at < text.Length && text[at] != quote && text[at] != '\n'; at++)
        {
            if (text[at] == '\\') at++;
        }

        return Math.Min(at + 1, text.Length);
    }

    static int After(string text, string mark, int from, bool include)
    {
        var found = text.IndexOf(mark, Math.Min(from, text.Length), StringComparison.Ordinal);
        return found < 0 ? text.Length : found + (include ? mark.Length : 0);
    }

    static bool Starts(string text, int at, string mark) => at >= 0 && string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;
}

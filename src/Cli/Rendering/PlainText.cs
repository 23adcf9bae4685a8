using System.Buffers;
using System.Globalization;

namespace OrleansOrders.Cli;

/// <summary>Makes foreign text safe for a terminal: it may contain control sequences, or marks that reverse the text behind them.</summary>
static class PlainText
{
    static readonly SearchValues<char> Marks = SearchValues.Create("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069");

    public static string OneLine(string text) => Replace(text, keepLines: false);

    public static string Lines(string text) => Replace(text, keepLines: true);

    /// <summary>The same JSON, with unsafe characters escaped.</summary>
    public static string Json(string json) =>
        string.Concat(json.Select(c => IsHarmful(c) && c is not ('\n' or '\r' or '\t') ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()));

    static bool IsHarmful(char c) => char.IsControl(c) || Marks.Contains(c);

    static string Replace(string text, bool keepLines) =>
        text.Any(IsHarmful) ? string.Create(text.Length, (text, keepLines), Fill) : text;

    static void Fill(Span<char> target, (string Text, bool KeepLines) source)
    {
        for (var i = 0; i < target.Length; i++)
        {
            var c = source.Text[i];
            target[i] = !IsHarmful(c) || (source.KeepLines && c == '\n') ? c : c is '\n' or '\r' or '\t' ? ' ' : '\uFFFD';
        }
    }
}

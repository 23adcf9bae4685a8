namespace OrleansOrders.Cli;

/// <summary>Text of others, made safe for a terminal: what they sent may hold control sequences.</summary>
static class PlainText
{
    public static string OneLine(string text) => Replace(text, keepLines: false);

    public static string Lines(string text) => Replace(text, keepLines: true);

    static string Replace(string text, bool keepLines) =>
        text.Any(char.IsControl) ? string.Create(text.Length, (text, keepLines), Fill) : text;

    static void Fill(Span<char> target, (string Text, bool KeepLines) source)
    {
        for (var i = 0; i < target.Length; i++)
        {
            var c = source.Text[i];
            target[i] = !char.IsControl(c) || (source.KeepLines && c == '\n') ? c : c is '\n' or '\r' or '\t' ? ' ' : '\uFFFD';
        }
    }
}

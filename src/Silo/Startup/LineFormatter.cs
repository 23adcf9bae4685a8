using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace OrleansOrders.Silo;

/// <summary>
/// Writes each log entry as one line of text. An entry may contain text from producers and clients, so characters that move the cursor, end
/// the line or change the writing direction are replaced by spaces. The framework's simple formatter replaces line feeds only.
/// </summary>
sealed class LineFormatter(TimeProvider clock) : ConsoleFormatter(LineFormatter.Format)
{
    /// <summary>The value of <c>Logging:Console:FormatterName</c>.</summary>
    public const string Format = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {LevelOf(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {logEntry.Formatter(logEntry.State, logEntry.Exception)}");
        if (logEntry.Exception is { } exception) text = $"{text} {exception}";
        textWriter.WriteLine(string.Create(text.Length, text, static (line, text) =>
        {
            for (var i = 0; i < line.Length; i++) line[i] = IsShown(text[i]) ? text[i] : ' ';
        }));
    }

    static bool IsShown(char c) => char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        LogLevel.Critical => "crit",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };
}

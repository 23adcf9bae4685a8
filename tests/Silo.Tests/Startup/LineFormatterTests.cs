using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace OrleansOrders.Silo.Tests;

public sealed class LineFormatterTests
{
    [Theory]
    [InlineData("inj\r2026-01-01T00:00:00.000Z crit: all money lost")]
    [InlineData("inj\ncrit: all money lost")]
    [InlineData("\u001b[2J\u001b[31m")]
    [InlineData("\u009b2J")]
    [InlineData("\u2028line \u2029paragraph \u202eesrever \u0085next \u0000nul")]
    public void What_others_wrote_moves_nothing(string foreign)
    {
        var line = Write(foreign, new InvalidOperationException(foreign));

        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line[..^1], c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202e');
        Assert.StartsWith("1970-01-01T00:00:00.000Z warn: A.Category[7] ", line, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Ordinary_text_is_written_as_it_is() =>
        Assert.Equal("1970-01-01T00:00:00.000Z warn: A.Category[7] Grüße, 日本 \u2713\n", Write("Grüße, 日本 \u2713", null));

    static string Write(string text, Exception? exception)
    {
        var writer = new StringWriter { NewLine = "\n" };
        var entry = new LogEntry<string>(LogLevel.Warning, "A.Category", 7, text, exception, (state, _) => state);
        new LineFormatter(new FakeTimeProvider(DateTimeOffset.UnixEpoch)).Write(entry, null, writer);
        return writer.ToString();
    }
}

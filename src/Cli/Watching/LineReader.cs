using System.Text;

namespace OrleansOrders.Cli;

/// <summary>Lines that end with LF, CR or both, and are not longer than the caller wants.</summary>
sealed class LineReader(TextReader reader)
{
    readonly char[] _buffer = new char[4096];
    int _at;
    int _end;
    bool _afterReturn;

    /// <returns>Null at the end; what it leaves unfinished is no line.</returns>
    /// <exception cref="IOException">The line is longer, or cannot be read.</exception>
    public async Task<string?> Read(int most, CancellationToken ct)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_at == _end) (_at, _end) = (0, await reader.ReadAsync(_buffer, ct));
            if (_end == 0) return null;
            if (_afterReturn && _buffer[_at] == '\n') _at++;
            _afterReturn = false;
            var ends = Take(line);
            if (line.Length > most) throw new IOException("A line of the stream is too long.");
            if (ends) return line.ToString();
        }
    }

    // True at the end of the line.
    bool Take(StringBuilder line)
    {
        var rest = _buffer.AsSpan(_at, _end - _at);
        var length = rest.IndexOfAny('\r', '\n');
        if (length < 0)
        {
            line.Append(rest);
            _at = _end;
            return false;
        }

        line.Append(rest[..length]);
        _afterReturn = rest[length] == '\r';
        _at += length + 1;
        return true;
    }
}

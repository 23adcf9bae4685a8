using System.Text;

namespace OrleansOrders.Cli.Tests;

/// <summary>What was written so far, to be read while more is.</summary>
public sealed class LiveText : TextWriter
{
    readonly StringBuilder _text = new();
    readonly Lock _lock = new();

    public override Encoding Encoding => Encoding.UTF8;

    public IReadOnlyList<string> Lines => ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override void Write(char value)
    {
        lock (_lock) _text.Append(value);
    }

    public override void Write(string? value)
    {
        lock (_lock) _text.Append(value);
    }

    public override string ToString()
    {
        lock (_lock) return _text.ToString();
    }
}

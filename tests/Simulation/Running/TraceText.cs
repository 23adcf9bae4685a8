using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace OrleansOrders.Simulation;

/// <summary>Text that is made only when the trace is kept.</summary>
[InterpolatedStringHandler]
readonly ref struct TraceText
{
    readonly StringBuilder? _text;

    public TraceText(int literalLength, int formattedCount, Trace trace, out bool isKept)
    {
        isKept = trace.IsKept;
        _text = isKept ? new StringBuilder(literalLength + formattedCount * 8) : null;
    }

    public void AppendLiteral(string text) => _text!.Append(text);

    public void AppendFormatted<T>(T value) => _text!.Append(CultureInfo.InvariantCulture, $"{value}");

    public override string ToString() => _text?.ToString() ?? "";
}

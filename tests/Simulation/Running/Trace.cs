using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace OrleansOrders.Simulation;

/// <summary>The events of a run, one line each; kept only if requested.</summary>
sealed class Trace(bool isKept)
{
    readonly StringBuilder _text = new();

    public bool IsKept => isKept;

    public Func<TimeSpan> Now { get; set; } = () => TimeSpan.Zero;

    public void Say(string who, [InterpolatedStringHandlerArgument("")] TraceText what)
    {
        if (!isKept) return;
        _text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{Now().TotalSeconds,11:0.000000} {who,-10} ").AppendLine(what.ToString());
    }

    public override string ToString() => _text.ToString();
}

/// <summary>Text that is formatted only if the trace is kept.</summary>
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

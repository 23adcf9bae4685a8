using System.Globalization;

namespace OrleansOrders.Testing;

/// <summary>Properties that the protocol allows but RabbitMQ.Client cannot decode, cannot encode again, or crashes on.</summary>
/// <param name="Name">The name, also in tests.</param>
/// <param name="Problem">The expected problem.</param>
/// <param name="Properties">The bytes, with the given message id unless the id itself is the poison.</param>
public sealed record PoisonEnvelope(string Name, string Problem, Func<string, byte[]> Properties)
{
    const string Number = "a decimal has more than 28 places";
    const string Depth = "tables or arrays are nested more than 32 deep";
    const string NotText = "a text is not UTF-8";
    const string Size = "the content header is larger than 96 KiB";

    static readonly byte[] Bytes = [.. Enumerable.Repeat((byte)0xFF, 255)];

    public static IReadOnlyList<PoisonEnvelope> All { get; } =
    [
        .. ((byte[])[29, 40, 255]).Select(scale =>
            Headers($"decimal of {scale} places", Number, RawProperties.Entry("h"u8, 'D', RawProperties.DecimalValue(scale, 1)))),
        Headers("decimal in a table", Number, RawProperties.Entry("h"u8, 'F', RawProperties.WithLength(RawProperties.Entry("i"u8, 'D', RawProperties.DecimalValue(29, 1))))),
        Headers("decimal in an array", Number, RawProperties.Entry("h"u8, 'A', RawProperties.WithLength([(byte)'D', .. RawProperties.DecimalValue(29, 1)]))),
        .. ((int[])[32, 1_000]).SelectMany(depth => "FA".Select(type => Nested(depth, type, Depth))),
        Nested(16_000, 'F', Depth),
        Nested(20_000, 'F', Size),
        .. RawProperties.Texts.Keys.Select(name => new PoisonEnvelope($"{name} that is no text", NotText, _ => RawProperties.Text(name, Bytes))),
        Headers("header name that is no text", NotText, RawProperties.Entry(Bytes, 't', [1])),
        Headers("header name of one byte that is no text", NotText, RawProperties.Entry([0xC3], 't', [1])),
        Headers("name in a table that is no text", NotText, RawProperties.Entry("h"u8, 'F', RawProperties.WithLength(RawProperties.Entry(Bytes, 't', [1])))),
        Headers("120 KB of headers", Size, [.. Enumerable.Range(0, 120).SelectMany(i => RawProperties.Entry([(byte)('0' + (i / 100)), (byte)('0' + (i / 10 % 10)), (byte)('0' + (i % 10))], 'S', RawProperties.WithLength(new byte[990])))]),
    ];

    static PoisonEnvelope Nested(int depth, char type, string problem) =>
        Headers(string.Create(CultureInfo.InvariantCulture, $"{depth} {(type == 'F' ? "tables" : "arrays")} in one another"), problem, RawProperties.Nested(depth, type));

    static PoisonEnvelope Headers(string name, string problem, byte[] entries) => new(name, problem, id => RawProperties.Headers(entries, id));

    /// <summary>RabbitMQ 3.10 needs seconds of processor time for each delivery, so it goes to one queue only.</summary>
    public bool IsHeavy => Name.StartsWith("16000 ", StringComparison.Ordinal) || Name.StartsWith("20000 ", StringComparison.Ordinal);

    /// <summary>Whether the message id can be read beside the poison.</summary>
    public bool KeepsMessageId => Properties("id").AsSpan()[^2..].SequenceEqual("id"u8);

    public override string ToString() => Name;
}

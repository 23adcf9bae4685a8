using System.Globalization;
using System.Runtime.CompilerServices;

namespace OrleansOrders.Cli;

/// <summary>
/// Reads <c>text/event-stream</c>. The framework's own reader does not show an id that comes without an event, which is where the stream begins, and
/// does not notice that nothing comes any more.
/// </summary>
static class ServerSentEvents
{
    /// <summary>Of a block; the largest that the server sends is a quarter of it.</summary>
    public const int MostCharacters = 1 << 20;

    /// <summary>A block of the stream.</summary>
    /// <param name="Id">The place in the stream after it, where it is said.</param>
    /// <param name="Data">Null for a block without an event, such as a heartbeat.</param>
    /// <param name="Retry">When to come back after a cut, where it is said.</param>
    public sealed record Block(string? Id, string? Data, TimeSpan? Retry);

    /// <summary>Every whole block; what a cut leaves unfinished is none.</summary>
    /// <exception cref="IOException">The stream was cut, a block is longer than <see cref="MostCharacters"/>, or nothing at all came for <paramref name="silence"/>.</exception>
    public static async IAsyncEnumerable<Block> Read(Stream stream, TimeSpan silence, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new StreamReader(stream);
        var lines = new LineReader(reader);
        var left = MostCharacters;
        string? id = null;
        TimeSpan? retry = null;
        List<string> data = [];
        while (await Line(lines, left, silence, clock, ct) is { } line)
        {
            left -= line.Length + 1;
            if (line.Length == 0)
            {
                yield return new(id, data.Count > 0 ? string.Join('\n', data) : null, retry);
                (id, retry, data, left) = (null, null, [], MostCharacters);
                continue;
            }

            var (name, value) = Field(line);
            switch (name)
            {
                case "id" when !value.Contains('\0', StringComparison.Ordinal):
                    id = value;
                    break;
                case "data":
                    data.Add(value);
                    break;
                case "retry" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds):
                    retry = TimeSpan.FromMilliseconds(milliseconds);
                    break;
            }
        }
    }

    static (string Name, string Value) Field(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return (line, "");
        var value = line[(colon + 1)..];
        return (line[..colon], value.StartsWith(' ') ? value[1..] : value);
    }

    static async Task<string?> Line(LineReader lines, int most, TimeSpan silence, TimeProvider clock, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await lines.Read(most, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new IOException("The stream fell silent.");
        }
    }
}

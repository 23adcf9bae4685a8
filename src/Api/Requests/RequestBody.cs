using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace OrleansOrders.Api;

/// <summary>
/// Reads a body whole, within bounds. The content type is not looked at: <c>curl -d</c> says that everything is a form, and what counts is whether
/// it parses.
/// </summary>
static class RequestBody
{
    /// <summary>Largest body that is taken, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>
    /// Largest body that is read to its end only to answer 413, in bytes; the server ends the connection beyond. A client that is cut off while it
    /// sends often never sees the answer.
    /// </summary>
    public const int MaxDrainedBytes = 4 * 1024 * 1024;

    /// <summary>The body, or the problem with it.</summary>
    public static async ValueTask<(ReadOnlyMemory<byte> Body, ProblemResult? Problem)> Read(HttpRequest request, CancellationToken ct)
    {
        if (IsEncoded(request)) return (default, new(ProblemKinds.UnsupportedMediaType, "Send the body without a content encoding."));

        var reader = request.BodyReader;
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await Next(reader, ct);
            if (body.WrittenCount + read.Buffer.Length > MaxBytes)
            {
                await Drain(reader, read, body.WrittenCount, ct);
                return (default, new(ProblemKinds.BodyTooLarge, $"A body has at most {MaxBytes} bytes."));
            }

            foreach (var segment in read.Buffer) body.Write(segment.Span);

            // What is left in the pipe, and only examined, leaves Kestrel (in 10.0) in the midst of a read when the body is cut short.
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return (body.WrittenMemory, null);
        }
    }

    // Kestrel throws a plain IOException for a chunk's size that is no number it knows (in 10.0), as if something here had failed.
    static async ValueTask<ReadResult> Next(PipeReader reader, CancellationToken ct)
    {
        try
        {
            return await reader.ReadAsync(ct);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body cannot be read.", exception);
        }
    }

    static async ValueTask Drain(PipeReader reader, ReadResult read, long before, CancellationToken ct)
    {
        var drained = before + read.Buffer.Length;
        reader.AdvanceTo(read.Buffer.End);
        while (!read.IsCompleted && drained < MaxDrainedBytes)
        {
            read = await Next(reader, ct);
            drained += read.Buffer.Length;
            reader.AdvanceTo(read.Buffer.End);
        }
    }

    static bool IsEncoded(HttpRequest request) =>
        request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding && !StringComparer.OrdinalIgnoreCase.Equals(encoding, "identity");
}

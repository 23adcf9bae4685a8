using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace OrleansOrders.Api;

/// <summary>
/// Reads a whole body within limits. The content type is ignored: <c>curl -d</c> declares every body as a form, and parsing decides.
/// </summary>
static class RequestBody
{
    /// <summary>Maximum size of an accepted body, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>
    /// Maximum size of a body that is read to its end in order to answer 413, in bytes; above it the server closes the connection. A client
    /// that is disconnected while sending often does not see the reply.
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

            // All examined data must be consumed: otherwise Kestrel (in 10.0) stays in the middle of a read if the body is cut short.
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return (body.WrittenMemory, null);
        }
    }

    // Kestrel (in 10.0) throws a plain IOException for an invalid chunk size, although the request is at fault.
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

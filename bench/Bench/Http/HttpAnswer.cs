using System.Buffers.Text;

namespace OrleansOrders.Bench;

/// <summary>Finds the end of an answer, by its length or by its chunks.</summary>
static class HttpAnswer
{
    public static bool IsComplete(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0) return false;
        var headers = bytes[..(head + 2)];
        var body = bytes[(head + 4)..];
        if (Value(headers, "Content-Length: "u8) is var length and >= 0) return body.Length >= length;
        return headers.IndexOf("Transfer-Encoding: chunked"u8) < 0 || EndsInLastChunk(body);
    }

    static int Value(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> name)
    {
        var at = headers.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(headers[(at + name.Length)..], out int value, out _) ? value : -1;
    }

    static bool EndsInLastChunk(ReadOnlySpan<byte> body)
    {
        while (true)
        {
            var line = body.IndexOf("\r\n"u8);
            if (line < 0 || !Utf8Parser.TryParse(body[..line], out int size, out _, 'x')) return false;
            if (size == 0) return body[line..].Length >= 4;
            var next = line + 2 + size + 2;
            if (body.Length < next) return false;
            body = body[next..];
        }
    }
}

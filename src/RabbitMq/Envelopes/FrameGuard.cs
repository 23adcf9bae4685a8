using System.Buffers.Binary;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>
/// Checks each content header between the socket and the client library, before the client decodes it. If it fails
/// <see cref="EnvelopeCheck"/>, an <see cref="EnvelopeMark"/> replaces its properties. All other bytes pass unchanged. Not safe for
/// concurrent readers.
/// </summary>
/// <param name="onMarked">Called for each marked message.</param>
sealed class FrameGuard(Action<EnvelopeProblem> onMarked)
{
    // Type, channel and size of a frame; then the payload and the end byte follow.
    const int Head = 7;
    const int End = 1;

    // Class, weight and body size, before the properties.
    const int BeforeProperties = 12;

    // Holds a header frame of RabbitMQ's default frame_max. A larger frame is never held completely.
    readonly byte[] _buffer = new byte[132 * 1024];
    int _from;
    int _to;

    // Number of bytes from _from on that pass unchecked or are dropped. Some of them may not have been received yet.
    long _pass;
    long _leaveOut;
    ReadOnlyMemory<byte> _instead;

    /// <summary>The buffer for the next bytes of the socket; never empty after <see cref="Take"/> has returned everything.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_from > 0)
            {
                Buffer.BlockCopy(_buffer, _from, _buffer, 0, _to - _from);
                (_from, _to) = (0, _to - _from);
            }

            return _buffer.AsMemory(_to);
        }
    }

    /// <summary>Records that <paramref name="count"/> bytes were written to <see cref="Free"/>.</summary>
    public void Received(int count) => _to += count;

    /// <summary>Returns as many checked bytes as fit. 0: more must be received first.</summary>
    public int Take(Span<byte> into)
    {
        var taken = 0;
        while (taken < into.Length)
        {
            if (!_instead.IsEmpty)
            {
                var count = Math.Min(_instead.Length, into.Length - taken);
                _instead.Span[..count].CopyTo(into[taken..]);
                _instead = _instead[count..];
                taken += count;
            }
            else if (_leaveOut > 0 && _from < _to)
            {
                var count = (int)Math.Min(_leaveOut, _to - _from);
                _from += count;
                _leaveOut -= count;
            }
            else if (_pass > 0 && _from < _to)
            {
                var count = (int)Math.Min(Math.Min(_pass, _to - _from), into.Length - taken);
                _buffer.AsSpan(_from, count).CopyTo(into[taken..]);
                _from += count;
                _pass -= count;
                taken += count;
            }
            else if (_leaveOut > 0 || _pass > 0 || !Judge())
            {
                break;
            }
        }

        return taken;
    }

    /// <summary>Checks all complete frames in the buffer; returns false if there is none.</summary>
    bool Judge()
    {
        while (_pass < _to - _from)
        {
            var bytes = _buffer.AsSpan(_from + (int)_pass, _to - _from - (int)_pass);
            if (bytes.Length < Head) break;
            var payload = BinaryPrimitives.ReadUInt32BigEndian(bytes[3..]);
            var size = Head + (long)payload + End;
            if (bytes[0] == Constants.FrameHeader && payload >= BeforeProperties + 2)
            {
                if (bytes.Length < Math.Min(size, _buffer.Length)) break;
                if (size > _buffer.Length || bytes[(int)size - 1] == Constants.FrameEnd)
                {
                    var properties = bytes[(Head + BeforeProperties)..(int)Math.Min(size - End, bytes.Length)];
                    var problem = size > _buffer.Length ? EnvelopeProblem.TooLarge : EnvelopeCheck.Problem(properties);
                    if (problem is not EnvelopeProblem.None)
                    {
                        // The bytes before this frame must pass first.
                        if (_pass > 0) break;
                        Mark(bytes[..(Head + BeforeProperties)], properties, (int)Math.Min(payload - BeforeProperties, int.MaxValue), problem);
                        _leaveOut = size;
                        return true;
                    }
                }
            }

            _pass += size;
        }

        return _pass > 0;
    }

    void Mark(ReadOnlySpan<byte> beginning, ReadOnlySpan<byte> properties, int size, EnvelopeProblem problem)
    {
        var marked = EnvelopeMark.Properties(properties, size, problem);
        var frame = new byte[beginning.Length + marked.Length + End];
        beginning.CopyTo(frame);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(3), BeforeProperties + marked.Length);
        marked.CopyTo(frame, beginning.Length);
        frame[^1] = Constants.FrameEnd;
        _instead = frame;
        onMarked(problem);
    }
}

using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace OrleansOrders.Testing;

/// <summary>
/// Publishes over its own socket, with property bytes that no client library writes. Each publish is mandatory and confirmed. Used by one test at a time.
/// </summary>
public sealed class RawPublisher : IDisposable
{
    const byte Method = 1, Header = 2, Body = 3, FrameEnd = 0xCE;
    const ushort Connection = 10, Channel = 20, Basic = 60, Confirm = 85;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly TcpClient _client = new() { NoDelay = true };
    NetworkStream _stream = null!;
    readonly List<ulong> _unconfirmed = [];
    int _frameMax;
    ulong _published;

    RawPublisher()
    {
    }

    /// <param name="uri">amqp://user:password@host:port/vhost</param>
    public static async Task<RawPublisher> ConnectAsync(string uri)
    {
        var publisher = new RawPublisher();
        await publisher.OpenAsync(new(uri)).WaitAsync(Patience);
        return publisher;
    }

    /// <summary>Same as <see cref="PublishAsync"/>, without a wait between the messages.</summary>
    public async Task PublishAllAsync(IEnumerable<(string Exchange, string RoutingKey, byte[] Properties)> messages, ReadOnlyMemory<byte> body)
    {
        foreach (var (exchange, key, properties) in messages) await WriteAsync(exchange, key, properties, body);
        await AllConfirmedAsync().WaitAsync(Patience);
    }

    /// <summary>Returns when the broker has confirmed the message.</summary>
    /// <param name="exchange">Empty for the default exchange.</param>
    /// <param name="routingKey">On the default exchange, a queue.</param>
    /// <param name="properties">The raw bytes, from the flags on.</param>
    /// <param name="body">May be larger than a frame.</param>
    /// <exception cref="InvalidOperationException">No queue received the message, or the broker refused it.</exception>
    public async Task PublishAsync(string exchange, string routingKey, ReadOnlyMemory<byte> properties, ReadOnlyMemory<byte> body)
    {
        await WriteAsync(exchange, routingKey, properties, body);
        await AllConfirmedAsync().WaitAsync(Patience);
    }

    public void Dispose() => _client.Dispose();

    async Task WriteAsync(string exchange, string routingKey, ReadOnlyMemory<byte> properties, ReadOnlyMemory<byte> body)
    {
        await SendAsync(Method, 1, [.. Id(Basic, 40), 0, 0, .. Short(exchange), .. Short(routingKey), 1]);
        var size = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(size, body.Length);
        await SendAsync(Header, 1, [.. Number(Basic), 0, 0, .. size, .. properties.Span]);
        for (var at = 0; at < body.Length; at += _frameMax - 8) await SendAsync(Body, 1, body.Slice(at, Math.Min(_frameMax - 8, body.Length - at)).ToArray());
        _unconfirmed.Add(++_published);
    }

    async Task AllConfirmedAsync()
    {
        while (_unconfirmed.Count > 0)
        {
            var ack = await ExpectAsync(Basic, 80);
            var tag = BinaryPrimitives.ReadUInt64BigEndian(ack.AsSpan(4));
            _unconfirmed.RemoveAll(number => ack[12] == 0 ? number == tag : number <= tag);
        }
    }

    async Task OpenAsync(Uri uri)
    {
        await _client.ConnectAsync(uri.Host, uri.Port);
        _stream = _client.GetStream();
        await _stream.WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray());
        await ExpectAsync(Connection, 10);
        var login = Encoding.UTF8.GetBytes("\0" + string.Join('\0', uri.UserInfo.Split(':').Select(Uri.UnescapeDataString)));
        await SendAsync(Method, 0, [.. Id(Connection, 11), 0, 0, 0, 0, .. Short("PLAIN"), 0, 0, .. Number((ushort)login.Length), .. login, .. Short("en_US")]);
        var tune = await ExpectAsync(Connection, 30);
        _frameMax = BinaryPrimitives.ReadInt32BigEndian(tune.AsSpan(6));
        await SendAsync(Method, 0, [.. Id(Connection, 31), .. tune.AsSpan(4, 6), 0, 0]);
        await SendAsync(Method, 0, [.. Id(Connection, 40), .. Short(Uri.UnescapeDataString(uri.AbsolutePath[1..])), 0, 0]);
        await ExpectAsync(Connection, 41);
        await SendAsync(Method, 1, [.. Id(Channel, 10), 0]);
        await ExpectAsync(Channel, 11);
        await SendAsync(Method, 1, [.. Id(Confirm, 10), 0]);
        await ExpectAsync(Confirm, 11);
    }

    async Task SendAsync(byte type, ushort channel, byte[] payload)
    {
        var frame = new byte[payload.Length + 8];
        frame[0] = type;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), channel);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(3), payload.Length);
        payload.CopyTo(frame, 7);
        frame[^1] = FrameEnd;
        await _stream.WriteAsync(frame);
    }

    /// <summary>The payload of the next method; fails for any other method.</summary>
    async Task<byte[]> ExpectAsync(ushort classId, ushort methodId)
    {
        while (true)
        {
            var head = new byte[7];
            await _stream.ReadExactlyAsync(head);
            var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(3)) + 1];
            await _stream.ReadExactlyAsync(payload);
            if (head[0] != Method) continue;
            var came = (BinaryPrimitives.ReadUInt16BigEndian(payload), BinaryPrimitives.ReadUInt16BigEndian(payload.AsSpan(2)));
            if (came != (classId, methodId))
                throw new InvalidOperationException($"The broker says {came} and not {(classId, methodId)}: {Encoding.ASCII.GetString(payload)}");
            return payload;
        }
    }

    static byte[] Number(ushort value) => [(byte)(value >> 8), (byte)value];

    static byte[] Id(ushort classId, ushort methodId) => [.. Number(classId), .. Number(methodId)];

    static byte[] Short(string text) => [(byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)];
}

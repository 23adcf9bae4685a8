using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using OrleansOrders.RabbitMq;
using RabbitMQ.Client;

namespace OrleansOrders.Micro;

/// <summary>What it costs to check the properties of a message before the client decodes them. The reading is compared with a copy, which is what it would be without.</summary>
public class EnvelopeBenchmarks
{
    const int Messages = 50;

    readonly byte[] _ours = Properties(0);
    readonly byte[] _many = Properties(27);
    readonly byte[] _wire;
    readonly byte[] _into = new byte[4 * 1024];
    readonly FrameGuard _guard = new(_ => { });

    public EnvelopeBenchmarks()
    {
        // As it comes: delivery, properties, a body of 1 KB.
        byte[] message = [.. Frame(1, new byte[60]), .. Frame(2, [0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, .. _ours]), .. Frame(3, new byte[1_024])];
        _wire = [.. Enumerable.Repeat(message, Messages).SelectMany(bytes => bytes)];
    }

    [Benchmark(Description = "check properties as ours")]
    public bool CheckOurs() => EnvelopeCheck.Problem(_ours) is EnvelopeProblem.None;

    [Benchmark(Description = "check properties with 30 headers")]
    public bool CheckMany() => EnvelopeCheck.Problem(_many) is EnvelopeProblem.None;

    [Benchmark(Description = "read a message past the guard", OperationsPerInvoke = Messages)]
    public int Guarded()
    {
        _wire.CopyTo(_guard.Free);
        _guard.Received(_wire.Length);
        var sum = 0;
        while (_guard.Take(_into) is > 0 and var taken) sum += taken;
        return sum;
    }

    [Benchmark(Description = "read a message without", OperationsPerInvoke = Messages, Baseline = true)]
    public int Copied()
    {
        var sum = 0;
        for (var at = 0; at < _wire.Length; at += _into.Length)
        {
            var taken = Math.Min(_into.Length, _wire.Length - at);
            _wire.AsSpan(at, taken).CopyTo(_into);
            sum += taken;
        }

        return sum;
    }

    static byte[] Properties(int more)
    {
        var headers = new Dictionary<string, object?> { ["x-attempt"] = 1, ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", ["x-dotnet-pub-seq-no"] = 12345L };
        for (var i = 0; i < more; i++) headers[$"x-header-{i:00}"] = new string('v', 44);
        IAmqpWriteable properties = new BasicProperties
        {
            MessageId = "0196-order-1:2:inventory.reserved", Type = "inventory.reserved", CorrelationId = "0196-order-1", ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent, Timestamp = new(1_700_000_000), AppId = "orleans-orders", Headers = headers,
        };
        var bytes = new byte[properties.GetRequiredBufferSize()];
        properties.WriteTo(bytes);
        return bytes;
    }

    static byte[] Frame(byte type, byte[] payload)
    {
        var frame = new byte[payload.Length + 8];
        frame[0] = type;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(3), payload.Length);
        payload.CopyTo(frame, 7);
        frame[^1] = 0xCE;
        return frame;
    }
}

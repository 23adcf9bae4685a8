using System.Text.Json;
using BenchmarkDotNet.Attributes;
using OrleansOrders.Contracts;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Micro;

/// <summary>An order as bytes: from a client, to the broker, to and from the database.</summary>
public class CodecBenchmarks
{
    readonly Order _order = SampleOrder.Reserved();
    readonly Fact _fact;
    readonly byte[] _stored;

    public CodecBenchmarks()
    {
        _fact = OrderFacts.Announce(_order, new OrderCommand.RecordReservation([], UnknownSku: false))[0];
        _stored = Store();
    }

    [Benchmark(Description = "parse an order")]
    public NewOrder? Parse() => OrderParser.Parse(SampleOrder.Json, null).Value;

    [Benchmark(Description = "write a fact as a message")]
    public OutgoingMessage Encode() => FactCodec.Encode(_order, _fact);

    [Benchmark(Description = "write the stored order")]
    public byte[] Store() => JsonSerializer.SerializeToUtf8Bytes(StoredOrder.Of(_order), StoredJson.Default.StoredOrder);

    [Benchmark(Description = "read the stored order")]
    public Order Load() => JsonSerializer.Deserialize(_stored, StoredJson.Default.StoredOrder)!.ToOrder();
}

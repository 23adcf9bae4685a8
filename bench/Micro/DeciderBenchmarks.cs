using BenchmarkDotNet.Attributes;

namespace OrleansOrders.Micro;

/// <summary>The rules alone.</summary>
public class DeciderBenchmarks
{
    readonly Item _item = new() { Sku = Sku.Parse("i1"), Received = 1_000, Available = 1_000, Version = 1 };
    readonly OrderId _id = OrderId.Parse("r1-00000001");

    [Benchmark(Description = "an order from placed to confirmed")]
    public Order Order() => SampleOrder.Happen(SampleOrder.Reserved(), new OrderCommand.PaymentSucceeded());

    [Benchmark(Description = "a reserve")]
    public StockDecision Reserve() => StockDecider.Decide(_item, new StockCommand.Reserve(_id, 1), null);
}

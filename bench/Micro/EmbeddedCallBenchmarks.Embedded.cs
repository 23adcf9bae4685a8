using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Storage;
using OrleansOrders.Domain;
using OrleansOrders.Embedded;
using OrleansOrders.Grains;

namespace OrleansOrders.Micro;

/// <summary>The embedded engine: a call, and a whole order with its grain made and ended, on storage in memory.</summary>
[SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet calls the cleanup.")]
public class EmbeddedCallBenchmarks
{
    IHost _host = null!;
    IGrainFactory _grains = null!;
    IOrderGrain _order = null!;
    int _orders;

    [GlobalSetup]
    public async Task Setup()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEmbeddedGrains(options => options.GrainAssemblies.Add(typeof(OrderGrain).Assembly));
        builder.Services.AddSingleton<IStockLedger, MemoryStockLedger>();
        builder.Services.AddKeyedSingleton<IGrainStorage>(OrderGrain.Storage, new WriteFirstGrainStorage(new MemoryGrainStorage(new(StoredJson.Default.Options))));
        _host = builder.Build();
        await _host.StartAsync();
        _grains = _host.Services.GetRequiredService<IGrainFactory>();
        foreach (var sku in (string[])["i1", "i2"]) await _grains.Item(Sku.Parse(sku)).Adjust(AdjustmentId.Parse("first"), 1_000_000_000_000);
        _order = _grains.Order(OrderId.Parse("none"));
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    [Benchmark(Description = "a call to an active grain")]
    public Task<Order?> Call() => _order.WaitFinal(TimeSpan.Zero, CancellationToken.None);

    [Benchmark(Description = "an order from accepted to confirmed")]
    public async Task<OrderReply> Order()
    {
        var content = SampleOrder.Content($"o-{Interlocked.Increment(ref _orders)}");
        var order = _grains.Order(content.OrderId);
        await order.Accept(content);
        await order.Process(content);
        return await order.Apply(new OrderCommand.PaymentSucceeded());
    }
}

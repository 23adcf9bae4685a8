using OrleansOrders.Domain;
using OrleansOrders.Grains;

namespace OrleansOrders.Simulation;

/// <summary>An order in another process.</summary>
sealed class RemoteOrder(RemoteGrains grains, string key) : IOrderGrain
{
    public Task<OrderReply> Accept(NewOrder order) => grains.Call(key, factory => factory.GetGrain<IOrderGrain>(key).Accept(order));

    public Task<OrderReply> Process(NewOrder order) => grains.Call(key, factory => factory.GetGrain<IOrderGrain>(key).Process(order));

    public Task<OrderReply> Apply(OrderCommand command) => grains.Call(key, factory => factory.GetGrain<IOrderGrain>(key).Apply(command));

    // The caller's token stays where it is: a silo may not hear of it in time.
    public Task<Order?> WaitFinal(TimeSpan atMost, CancellationToken cancellationToken) =>
        grains.Call(key, factory => factory.GetGrain<IOrderGrain>(key).WaitFinal(atMost, CancellationToken.None));
}

using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using OrleansOrders.Grains;

namespace OrleansOrders.Simulation;

/// <summary>Grains of another process: each call goes over the network to a silo that may be gone before it answers.</summary>
sealed class RemoteGrains(World world, SimProcess caller) : IGrainFactory
{
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        object grain = typeof(TGrainInterface) == typeof(IOrderGrain) ? new RemoteOrder(this, primaryKey)
            : typeof(TGrainInterface) == typeof(IItemGrain) ? new RemoteItem(this, primaryKey)
            : throw new NotSupportedException(typeof(TGrainInterface).Name);
        return (TGrainInterface)grain;
    }

    public Task<T> Call<T>(string key, Func<IGrainFactory, Task<T>> call)
    {
        var silos = world.Processes.FindAll(process => process.IsUp && process.Roles.HasFlag(SimRole.Silo));
        if (silos.Count == 0) return Task.FromException<T>(new OrleansMessageRejectionException("simulated: no silo"));

        // As a directory would, but for moments in which two silos both believe to have the grain.
        var silo = silos[world.Faults.Dice.Chance(world.Faults.AreOver ? 0 : 0.05) ? world.Faults.Dice.Below(silos.Count) : Place(key, silos.Count)];
        if (world.Faults.Happens(Knob.CallLost, 0.01))
        {
            world.Probes.Hit(Probe.CallLost);
            _ = silo.Call(provider => call(provider.GetRequiredService<IGrainFactory>()), Lost);
            return Late<T>();
        }

        return silo.Call(provider => call(provider.GetRequiredService<IGrainFactory>()), Lost);
    }

    Task<T> Late<T>()
    {
        var answer = new TaskCompletionSource<T>();
        world.After(SimSettings.ResponseTimeout, () => answer.TrySetException(new TimeoutException($"simulated: the answer to {caller.Name} was lost")));
        return answer.Task;
    }

    static OrleansMessageRejectionException Lost() => new("simulated: the silo is gone");

    static int Place(string key, int count) => key.Aggregate(7, (hash, letter) => unchecked(hash * 31 + letter) & 0xffffff) % count;
}

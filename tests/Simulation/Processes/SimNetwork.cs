using Microsoft.Extensions.DependencyInjection;
using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>The network from one client process to the silos, controlled by the dice of the world.</summary>
sealed class SimNetwork(World world) : ISimNetwork
{
    readonly Dictionary<SimRequest, SimProcess> _receivers = [];

    public async Task<byte[]> Send(SimRequest request)
    {
        var silos = world.Processes.FindAll(process => process.IsUp && process.Roles.HasFlag(SimRole.Silo));
        if (silos.Count == 0) throw LostSilos.Any(world);

        // Like a directory, except for moments at which two silos both have an activation of the grain.
        var dice = world.Faults.Dice;
        var silo = silos[dice.Chance(world.Faults.AreOver ? 0 : 0.05) ? dice.Below(silos.Count) : Place(request.Target.Key.ToString()!, silos.Count)];
        if (world.Faults.Happens(Knob.CallBroken, 0.01))
        {
            // The connection breaks: before the request is delivered, or while the reply is on its way.
            world.Probes.Hit(Probe.CallBroken);
            if (dice.Chance(0.5)) await Deliver(silo, request);
            throw LostSilos.Any(world);
        }

        var isLost = world.Faults.Happens(Knob.CallLost, 0.01);
        if (isLost) world.Probes.Hit(Probe.CallLost);
        var reply = Deliver(silo, request);
        return await (isLost ? new TaskCompletionSource<byte[]>().Task : reply);
    }

    public void Cancel(SimRequest request)
    {
        if (!_receivers.TryGetValue(request, out var silo)) return;
        if (world.Faults.Happens(Knob.CancelLost, 0.3))
        {
            world.Probes.Hit(Probe.CancelLost);
            return;
        }

        var late = world.Faults.Happens(Knob.CancelLost, 0.3);
        var delay = late ? world.Faults.Dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20)) : world.Faults.Latency();
        world.Probes.Hit(late ? Probe.CancelLate : Probe.CancelDelivered);
        world.After(delay, () => silo.Post(services => services.GetRequiredService<SimSilo>().Cancel(request)));
    }

    async Task<byte[]> Deliver(SimProcess silo, SimRequest request)
    {
        _receivers[request] = silo;
        try
        {
            return await silo.Call(services => services.GetRequiredService<SimSilo>().Receive(request), () => LostSilos.Any(world));
        }
        finally
        {
            _receivers.Remove(request);
        }
    }

    static int Place(string key, int count) => key.Aggregate(7, (hash, letter) => unchecked(hash * 31 + letter) & 0xffffff) % count;
}

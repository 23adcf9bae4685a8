using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Simulation;

/// <summary>Kills, cuts and deletions, and the care of the dead letters.</summary>
sealed class Operators(World world)
{
    // Less than the payment time of an order: an order that is placed and paid at once does not expire because of a step.
    static readonly TimeSpan MostClockStep = TimeSpan.FromSeconds(20);

    public void KillOne(Dice dice)
    {
        var alive = world.Processes.FindAll(process => process.IsAlive);
        if (alive.Count == 0) return;
        var process = alive[dice.Below(alive.Count)];
        world.Probes.Hit(process.Roles is SimRole.All ? Probe.ProcessKilled : Probe.RoleKilled);
        Kill(process, dice);
    }

    public void KillAll(Dice dice)
    {
        foreach (var process in world.Processes) Kill(process, dice);
    }

    public void Cut(Dice dice)
    {
        var open = world.Broker.Connections;
        if (open.Count > 0) open[dice.Below(open.Count)].Cut(dice.Chance(0.3) ? dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(6)) : TimeSpan.Zero, "somebody pulled a cable");
    }

    public void StopBroker(Dice dice)
    {
        world.Broker.Stop();
        world.After(dice.Between(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(8)), world.Broker.Start);
    }

    public void StopDatabase(Dice dice)
    {
        world.Database.IsAway = true;
        world.Reconciling?.Lose();
        world.After(dice.Between(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(8)), () => world.Database.IsAway = false);
    }

    /// <summary>Stops the payment service, which is external and may recover only after all other trouble has ended.</summary>
    public void StopGateway(Dice dice)
    {
        world.Probes.Hit(Probe.GatewayAway);
        world.Gateway.IsAway = true;
        world.After(dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90)), () => world.Gateway.IsAway = false);
    }

    /// <summary>Deletes an empty delay queue.</summary>
    public void DeleteQueue(Dice dice)
    {
        SimQueue[] empty = [.. world.Broker.Queues.Values.Where(queue => queue.Name.Contains(".retry.", StringComparison.Ordinal) && queue.Ready == 0)];
        if (empty.Length == 0) return;
        world.Probes.Hit(Probe.QueueDeleted);
        world.Broker.Delete(empty[dice.Below(empty.Length)].Name);
    }

    public void DeleteBinding(Dice dice)
    {
        // If a message goes to two queues, the loss of one binding would not be detected.
        var binding = dice.Of(BrokerTopology.Declared.Bindings.Where(binding => binding.Pattern != RoutingKeys.PaymentRefunded).ToArray());
        world.Probes.Hit(Probe.BindingDeleted);
        world.Broker.Unbind(binding.Queue, binding.Exchange, binding.Pattern);
    }

    /// <summary>Steps the wall clock of one process forward or back, and later by the same amount in the other direction, also if the process was restarted meanwhile.</summary>
    public void StepClock(Dice dice)
    {
        var alive = world.Processes.FindAll(process => process.IsAlive);
        if (alive.Count == 0) return;
        world.Probes.Hit(Probe.ClockStepped);
        var process = alive[dice.Below(alive.Count)];
        var step = dice.Between(-MostClockStep, MostClockStep);
        process.StepClock(step);
        if (dice.Chance(0.7)) world.After(dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20)), () => process.StepClock(-step));
    }

    /// <summary>Sends every dead letter back to its queue.</summary>
    public Task Replay(Dice dice)
    {
        var up = world.Processes.FindAll(process => process.IsUp && process.Roles.HasFlag(SimRole.Api));
        if (up.Count == 0) return Task.CompletedTask;
        var api = up[dice.Below(up.Count)];
        return Task.Factory.StartNew(async () =>
        {
            var report = await Outcome.Of(api.Call(
                services => services.GetRequiredService<IDeadLetterDesk>().Replay(new DeadLetterFilter(), "operator", CancellationToken.None),
                () => new IOException("simulated: connection reset")));
            if (report.Result is { Replayed: > 0 }) world.Probes.Hit(Probe.LetterReplayed);
            world.Trace.Say("operator", $"replays {report.Result?.Replayed} letters {report.Failure?.Message}");
        }, CancellationToken.None, TaskCreationOptions.DenyChildAttach, world.Clients).Unwrap();
    }

    void Kill(SimProcess process, Dice dice)
    {
        process.Kill();
        world.After(dice.Between(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5)), process.Start);
    }
}

using OrleansOrders.Bridge;

namespace OrleansOrders.Simulation;

/// <summary>The reconciler's lock: held by one process until it gives it back, dies or its session ends.</summary>
sealed class SimDuty(World world, ISimStatements statements, SimProcess process) : IReconcilerDuty
{
    public async Task<IHeldDuty?> TryTake(CancellationToken ct)
    {
        Held? taken = null;
        var ended = false;
        try
        {
            return await statements.Run("lock of the reconciler", () => taken = ended ? null : Take());
        }
        catch (Exception)
        {
            // With the session the lock goes too, and a session that is over takes none.
            ended = true;
            taken?.Lose();
            throw;
        }
    }

    Held? Take()
    {
        if (world.Duty is { IsGone: false }) return null;
        return world.Duty = new Held(process);
    }

    /// <summary>One holding of it.</summary>
    public sealed class Held(SimProcess holder) : IHeldDuty
    {
        readonly TaskDoor _life = holder.Door;
        readonly CancellationTokenSource _lost = new();
        bool _givenBack;

        public CancellationToken Lost => _lost.Token;

        public bool IsGone => _givenBack || !_life.IsOpen || _lost.IsCancellationRequested;

        /// <summary>The session ends with the server's connections.</summary>
        public void Lose() => _lost.Cancel();

        public ValueTask DisposeAsync()
        {
            _givenBack = true;
            return ValueTask.CompletedTask;
        }
    }
}

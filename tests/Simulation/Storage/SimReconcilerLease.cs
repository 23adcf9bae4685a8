using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>The reconciler's lock: held by one process until it releases the lock, dies, or its session ends.</summary>
sealed class SimReconcilerLease(World world, ISimStatements statements, SimProcess process) : IReconcilerLease
{
    Held? _held;

    public async Task<bool> Take(CancellationToken ct)
    {
        if (_held is { IsGone: true }) _held = null;
        return (_held ??= await TryAcquire()) is not null;
    }

    public ValueTask DisposeAsync()
    {
        _held?.GiveBack();
        _held = null;
        return ValueTask.CompletedTask;
    }

    async Task<Held?> TryAcquire()
    {
        Held? taken = null;
        var ended = false;

        // The session of the caller: the process may be another one when the statement is executed.
        var life = process.Door;
        try
        {
            return await statements.Run("lock of the reconciler", () => taken = ended ? null : Take(life));
        }
        catch (Exception)
        {
            // The lock ends with its session, and an ended session cannot take a lock.
            ended = true;
            taken?.Lose();
            throw;
        }
    }

    Held? Take(TaskDoor life)
    {
        if (world.Reconciling is { IsGone: false }) return null;
        return world.Reconciling = new Held(life);
    }

    /// <summary>One acquisition of the lock.</summary>
    public sealed class Held(TaskDoor life)
    {
        bool _over;

        public bool IsGone => _over || !life.IsOpen;

        /// <summary>The session ends with the server's connections.</summary>
        public void Lose() => _over = true;

        public void GiveBack() => _over = true;
    }
}

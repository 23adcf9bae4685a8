using OrleansOrders.RabbitMq;
using SimulatedSilo;

namespace OrleansOrders.Simulation;

/// <summary>One look at a time over all processes; who dies gives it back.</summary>
sealed class SimDeadLetterLock(World world, SimProcess process) : IDeadLetterLock
{
    public Task<IAsyncDisposable?> TryTake(CancellationToken ct)
    {
        if (world.DeskTurn is { IsOver: false }) return Task.FromResult<IAsyncDisposable?>(null);
        world.DeskTurn = new Turn(process);
        return Task.FromResult<IAsyncDisposable?>(world.DeskTurn);
    }

    /// <summary>One look.</summary>
    public sealed class Turn(SimProcess holder) : IAsyncDisposable
    {
        readonly TaskDoor _life = holder.Door;
        bool _ended;

        public bool IsOver => _ended || !_life.IsOpen;

        public ValueTask DisposeAsync()
        {
            _ended = true;
            return ValueTask.CompletedTask;
        }
    }
}

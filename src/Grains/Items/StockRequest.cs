using Orleans;

namespace OrleansOrders.Grains;

/// <summary>A command that waits for the item's next commit.</summary>
sealed class StockRequest(StockCommand command)
{
    // Continuations must not run inside the loop that commits.
    readonly TaskCompletionSource<StockReply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StockCommand Command => command;

    public Task<StockReply> Answer => _answer.Task;

    public void Reply(StockReply reply) => _answer.SetResult(reply);

    public void Fail(Exception exception) => _answer.SetException(exception);
}

/// <summary>An item's reply with the available units that it is based on, committed with it or before it.</summary>
[GenerateSerializer, Immutable]
public readonly record struct StockReply
{
    /// <summary>Null: accepted. Otherwise the reason of the refusal.</summary>
    [Id(0)]
    public StockRefusal? Refusal { get; init; }

    /// <summary>Units available to orders.</summary>
    [Id(1)]
    public long Available { get; init; }

    /// <summary>
    /// Set in one reply only, to the request whose commit took the item below the threshold; its caller publishes the message. A repeat
    /// changes nothing and therefore has nothing to publish.
    /// </summary>
    [Id(2)]
    public LowStock? Low { get; init; }

    internal static StockReply Of(StockRefusal? refusal, Item item, LowStock? low) =>
        new() { Refusal = refusal, Available = item.Available, Low = low };
}

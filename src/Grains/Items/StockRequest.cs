using Orleans;
using OrleansOrders.Domain;

namespace OrleansOrders.Grains;

/// <summary>A command on its way through an item's next commit.</summary>
sealed class StockRequest(StockCommand command)
{
    // Answers go out in turns of their own: code that waits must not run inside the loop that commits.
    readonly TaskCompletionSource<StockReply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StockCommand Command => command;

    public Task<StockReply> Answer => _answer.Task;

    /// <summary>The record that this command touches; one commit touches each record once.</summary>
    public string Record => command switch
    {
        StockCommand.OfOrder { OrderId: var order } => "order/" + order.Value,
        StockCommand.Adjust { AdjustmentId: var id } => "adjustment/" + id.Value,
        StockCommand.SetAvailable { AdjustmentId: var id } => "adjustment/" + id.Value,
        _ => throw new InvalidOperationException("An unknown stock command."),
    };

    public void Reply(StockReply reply) => _answer.SetResult(reply);

    public void Fail(Exception exception) => _answer.SetException(exception);
}

/// <summary>An item's answer and the number it stands on, as committed with it or before it.</summary>
[GenerateSerializer, Immutable]
public readonly record struct StockReply
{
    /// <summary>Null: it is so. Otherwise why not.</summary>
    [Id(0)]
    public StockRefusal? Refusal { get; init; }

    /// <summary>Units an order may still take.</summary>
    [Id(1)]
    public long Available { get; init; }

    /// <summary>
    /// Set in one answer only, that of the request whose commit took the item below the threshold: who gets it announces it. A repeat of the
    /// request changes nothing and so has nothing to announce.
    /// </summary>
    [Id(2)]
    public LowStock? Low { get; init; }

    internal static StockReply Of(StockRefusal? refusal, Item item, LowStock? low) =>
        new() { Refusal = refusal, Available = item.Available, Low = low };
}

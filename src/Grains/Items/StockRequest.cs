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

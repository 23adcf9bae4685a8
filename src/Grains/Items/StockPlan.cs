using System.Collections.Immutable;

namespace OrleansOrders.Grains;

/// <summary>
/// The decisions of one commit; pure. Unknown records are first assumed (no record for a reserve, a hold for a release), which is nearly
/// always right. The ledger checks the assumption and returns the stored records if it is wrong.
/// </summary>
sealed record StockPlan
{
    public required StockBatch Batch { get; init; }

    public required ImmutableArray<StockRefusal?> Refusals { get; init; }

    /// <summary>The item after each request. A refusal is based on this, regardless of later requests in the same commit.</summary>
    public required ImmutableArray<Item> Items { get; init; }

    /// <summary>
    /// Index of the request that takes the item below the threshold; null if no request of this commit does, also if the item was already
    /// below.
    /// </summary>
    public required int? FallsLowAt { get; init; }

    public static StockPlan Of(Item item, IReadOnlyList<StockRequest> requests, StockCommit.Surprise? known, long lowThreshold = 0)
    {
        var next = item;
        int? fallsAt = null;
        var holds = ImmutableArray.CreateBuilder<HoldEntry>(requests.Count);
        var adjustments = ImmutableArray.CreateBuilder<AdjustmentEntry>();
        var refusals = ImmutableArray.CreateBuilder<StockRefusal?>(requests.Count);
        var items = ImmutableArray.CreateBuilder<Item>(requests.Count);
        foreach (var request in requests)
        {
            var decision = request.Command switch
            {
                StockCommand.OfOrder command => DecideHold(next, command, known, holds),
                var command => DecideAdjustment(next, command, known, adjustments),
            };
            if (next.Available >= lowThreshold && decision.Item.Available < lowThreshold) fallsAt = refusals.Count;
            next = decision.Item;
            refusals.Add(decision.Refusal);
            items.Add(next);
        }

        return new()
        {
            Batch = new() { Sku = item.Sku, ExpectedVersion = item.Version, Item = next, Holds = holds.ToImmutable(), Adjustments = adjustments.ToImmutable() },
            Refusals = refusals.ToImmutable(),
            Items = items.ToImmutable(),

            // Only the levels before and after the commit count. No caller sees the levels in between.
            FallsLowAt = item.Available >= lowThreshold && next.Available < lowThreshold ? fallsAt : null,
        };
    }

    static StockDecision DecideHold(Item item, StockCommand.OfOrder command, StockCommit.Surprise? known, ImmutableArray<HoldEntry>.Builder holds)
    {
        Hold? found = known is null ? TakenForGranted(command) : known.Holds.TryGetValue(command.OrderId, out var hold) ? hold : null;
        var decision = StockDecider.Decide(item, command, found);
        holds.Add(new(command.OrderId, found, decision.Write));
        return decision;
    }

    static StockDecision DecideAdjustment(
        Item item, StockCommand command, StockCommit.Surprise? known, ImmutableArray<AdjustmentEntry>.Builder adjustments)
    {
        var id = command switch
        {
            StockCommand.Adjust adjust => adjust.AdjustmentId,
            StockCommand.SetAvailable set => set.AdjustmentId,
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
        };
        long? recorded = known is not null && known.Adjustments.TryGetValue(id, out var delta) ? delta : null;
        var decision = StockDecider.DecideAdjustment(item, command, recorded);

        // A recorded adjustment is permanent: nothing remains to be checked or written.
        if (recorded is null) adjustments.Add(new(id, decision.Delta));
        return decision;
    }

    static Hold? TakenForGranted(StockCommand.OfOrder command) => command switch
    {
        StockCommand.Reserve => null,
        StockCommand.Release => new Hold(HoldStatus.Taken, command.Units),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };
}

using System.Net;
using System.Text.Json;

namespace OrleansOrders.SystemTests;

/// <summary>The process dies while the desk replays many letters. Each letter removes one unit, so the stock shows whether each counted once.</summary>
public sealed class DeskKilledTests(QuickReconciling running) : Scenario<QuickReconciling>(running)
{
    const int Letters = 3000;
    const int Stock = 10_000;

    /// <summary>Maximum number of letters that are sent again after a kill: their copies were confirmed, but they were not removed yet.</summary>
    const int InHand = 64;

    [ServerFact]
    public async Task A_group_replay_that_is_killed_in_its_midst_goes_on_after_a_restart_and_nothing_is_lost_or_doubled()
    {
        for (var i = 0; i < Letters; i++)
            await Outside.PublishAsync(OutsideProducer.InventoryEvents, "inventory.adjusted", new { sku = "crate", adjustment_id = $"out-{i}", delta = -1 }, $"out-{i}");
        await Eventually.Async(GroupAsync, count => count == Letters, "every letter is in the group", TimeSpan.FromMinutes(1));
        await Orders.SetStockAsync("crate", Stock);

        foreach (var enough in new[] { 40, 800 })
        {
            var replay = ReplayAsync();
            await Eventually.Async(SentAsync, sent => sent >= enough, $"{enough} letters were sent back");
            await Running.KillAppAsync();
            Assert.Null(await replay);
            await Running.StartAppAsync();
        }

        var rest = await Eventually.Async(ReplayAsync, report => report is not null, "the rest is sent back");
        Assert.InRange(rest!.Value.GetProperty("replayed").GetInt32(), 1, Letters - 800 + InHand);
        Assert.Equal(0, await GroupAsync());
        await Eventually.Async(() => Orders.StockAsync("crate"), stock => stock.Available == Stock - Letters, "every letter has counted");
        await Eventually.Async(() => Running.Broker.ReadyAsync("inventory_adjustments"), ready => ready == 0, "every copy is taken");
        Assert.Equal(new Stock(Stock - Letters, 0, 0), await Orders.StockAsync("crate"));
    }

    /// <summary>Number of replayed letters: those that have counted, and those in their queue. The bridge may be slower than the desk.</summary>
    async Task<long> SentAsync() => Stock - (await Orders.StockAsync("crate")).Available + await Running.Broker.ReadyAsync("inventory_adjustments");

    /// <summary>The report; null if the process died.</summary>
    async Task<JsonElement?> ReplayAsync()
    {
        try
        {
            var answer = await Orders.PostAsync("dead-letters/replay", new { queue = "inventory_adjustments", reason = "unknown_sku" }, ("X-Requested-By", "nina"));
            return answer.Status == HttpStatusCode.OK ? answer.Json : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    async Task<int> GroupAsync()
    {
        var groups = (await Orders.GetAsync("dead-letters?queue=inventory_adjustments&limit=1")).Json.GetProperty("groups");
        return groups.EnumerateArray().Where(group => group.Text("reason") == "unknown_sku").Sum(group => group.GetProperty("count").GetInt32());
    }
}

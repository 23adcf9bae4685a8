using Npgsql;

namespace OrleansOrders.Chaos;

/// <summary>
/// Orders that were placed while a clock was an hour ahead: their deadline is an hour away. Their customer cancels those that are still open.
/// </summary>
static class LateOrders
{
    const string KeyPrefix = "order:";

    public static async Task<int> WithdrawAsync(string postgres, ShopClient shop, CancellationToken giveUp)
    {
        var late = new List<string>();
        await using (var connection = new NpgsqlConnection(postgres))
        {
            await connection.OpenAsync(giveUp);
            await using var command = new NpgsqlCommand("select key from grain_state where is_open and expires_at::timestamptz > now() + @most", connection);
            command.Parameters.AddWithValue("most", 2 * ChaosSettings.HoldsTimeout);
            await using var rows = await command.ExecuteReaderAsync(giveUp);
            while (await rows.ReadAsync(giveUp)) late.Add(rows.GetString(0)[KeyPrefix.Length..]);
        }

        var pace = new Pace(giveUp, giveUp);
        foreach (var order in late) await pace.UntilKnownAsync(() => shop.CancelAsync(order), new Random(late.Count));
        return late.Count;
    }
}

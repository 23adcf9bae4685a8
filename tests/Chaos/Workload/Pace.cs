namespace OrleansOrders.Chaos;

/// <summary>When clients act, and when they give up.</summary>
/// <param name="Stop">No new deed begins.</param>
/// <param name="GiveUp">What is not known by now stays unknown.</param>
sealed record Pace(CancellationToken Stop, CancellationToken GiveUp)
{
    /// <summary>What a client does between two deeds; without it the load would only measure the machine.</summary>
    public async Task ThinkAsync(Random random, int most = 150)
    {
        try
        {
            await Task.Delay(random.Next(20, most), Stop);
        }
        catch (OperationCanceledException)
        {
            // The loop that thinks looks itself whether it goes on.
        }
    }

    /// <summary>Asks again, as a client does that was told nothing, until it knows.</summary>
    public async Task<Reply> UntilKnownAsync(Func<Task<Reply>> attempt, Random random)
    {
        while (true)
        {
            var reply = await attempt();
            if (reply.Outcome is not Outcome.Unknown || GiveUp.IsCancellationRequested) return reply;
            try
            {
                await Task.Delay(random.Next(100, 600), GiveUp);
            }
            catch (OperationCanceledException)
            {
                return reply;
            }
        }
    }
}

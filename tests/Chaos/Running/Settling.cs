using Npgsql;
using Xunit.Sdk;

namespace OrleansOrders.Chaos;

/// <summary>Waits until all work is done, according to the database and the broker.</summary>
sealed class Settling(ChaosSystem system, HttpClient http, Action<string> say)
{
    const int Rounds = 4;

    static readonly TimeSpan OrdersDeadline = TimeSpan.FromMinutes(4);
    static readonly TimeSpan QueuesDeadline = TimeSpan.FromMinutes(2);

    static readonly string[] WorkQueues = [.. BrokerTopology.Declared.Queues.Where(queue => queue.Retries).Select(queue => queue.Name)];
    static readonly string[] AllQueues = [.. WorkQueues, .. WorkQueues.SelectMany(queue => ChaosSettings.Retries.RetryDelays.Select(delay => BrokerNames.RetryQueue(queue, delay)))];

    /// <summary>The checker finds orders that never end; here they are only reported.</summary>
    /// <param name="sendBack">Whether dead letters with exhausted attempts are replayed, like an operator after the fault.</param>
    public async Task SettleAsync(bool sendBack = true)
    {
        try
        {
            await OrdersEndAsync();
            if (sendBack) await ReplayTiredAsync();
            await OrdersEndAsync();

            // An unacknowledged message is not visible. After a graceful stop of the application it is settled or back in its queue.
            for (var round = 0; round < Rounds; round++)
            {
                await system.StopApplicationsAsync();
                var waiting = await WaitingAsync();
                await system.StartApplicationsAsync();
                await system.ReadyAsync();
                if (waiting.Length == 0) return;
                say($"after a stop there was still: {waiting}");
                await OrdersEndAsync();
            }
        }
        catch (XunitException e)
        {
            say(e.Message);
        }
    }

    /// <summary>The messages in the queues; empty if there are none.</summary>
    public async Task<string> WaitingAsync()
    {
        await using var broker = new BrokerClient(system.RabbitMq);
        var waiting = new List<string>();
        foreach (var queue in AllQueues)
        {
            if (await broker.ReadyAsync(queue) is > 0 and var ready) waiting.Add($"{queue}: {ready}");
        }

        return string.Join(", ", waiting);
    }

    async Task OrdersEndAsync()
    {
        await system.ReadyAsync();
        await Eventually.Async(OpenAsync, open => open == 0, "every order has ended", OrdersDeadline);
        await Eventually.Async(WaitingAsync, waiting => waiting.Length == 0, "all queues are empty", QueuesDeadline);
    }

    async Task ReplayTiredAsync()
    {
        var orders = new OrdersClient(http);
        var answer = await Eventually.Async(
            () => orders.PostAsync("dead-letters/replay", new { reason = DeadLetterReasons.AttemptsExhausted }), answer => (int)answer.Status < 500, "the tired letters are sent back");
        if (answer.Json.TryGetProperty("replayed", out var replayed) && replayed.GetInt32() is > 0 and var count) say($"{count} dead letters that faults had tired out were sent back");
    }

    async Task<long> OpenAsync()
    {
        await using var database = NpgsqlDataSource.Create(system.Postgres);
        await using var command = database.CreateCommand("select count(*) from grain_state where is_open");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

using Orleans.Runtime;
using Orleans.Storage;
using Polly;
using Polly.Retry;

namespace OrleansOrders.Grains;

/// <summary>
/// Calls a grain again where the activation that answered was not the one that counts, and where the silo that had it is gone. Every grain call is
/// idempotent, so a repeat is safe; what lasts longer is the business of the caller's own retry (a delay queue, a client).
/// </summary>
/// <param name="clock">For the waits between repeats.</param>
/// <param name="random">For their jitter.</param>
/// <param name="sessions">The caller's database, if it has one: records that a grain could not write, so that the caller is not ready either.</param>
public sealed class GrainRetry(TimeProvider clock, Random random, PostgresSessions? sessions = null)
{
    /// <summary>
    /// No repeat begins later than this after the first call: longer than a cluster takes to find out that a silo is gone, also on a busy machine, and
    /// shorter than proxies wait.
    /// </summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    static readonly ResiliencePropertyKey<long> Started = new("started");

    readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = args =>
                ValueTask.FromResult(args.Outcome.Exception is { } exception && LostSilo.IsLost(exception) && IsInTime(args.Context, clock)),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(50),
            MaxDelay = TimeSpan.FromSeconds(1),
            UseJitter = true,
            Randomizer = random.NextDouble,
        })
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<StaleActivationException>().Handle<InconsistentStateException>().Handle<ArgumentException>(LostSilo.HasClockSetBack),
            MaxRetryAttempts = 4,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(10),
            UseJitter = true,
            Randomizer = random.NextDouble,
        })
        .Build();

    /// <summary>The call's answer; the last exception where it did not help.</summary>
    public async Task<T> Call<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        // Where the caller runs, there the repeats run.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellationToken);
        try
        {
            context.Properties.Set(Started, clock.GetTimestamp());
            return await _pipeline.ExecuteAsync(static async (_, call) => await call(), context, call);
        }
        catch (Exception exception) when (KeepsFromWriting(exception))
        {
            sessions?.WriteFailed();
            throw;
        }
        catch (ArgumentException exception) when (LostSilo.HasClockSetBack(exception))
        {
            throw new SiloUnavailableException("The clock of the silo was set back. It activates no grain until it has started again.", exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // Orleans wraps what its storage of grain states throws.
    static bool KeepsFromWriting(Exception exception) =>
        (exception as StorageUnavailableException ?? exception.InnerException as StorageUnavailableException) is { KeepsFromWriting: true };

    static bool IsInTime(ResilienceContext context, TimeProvider clock) =>
        clock.GetElapsedTime(context.Properties.GetValue(Started, 0L)) < Deadline;
}

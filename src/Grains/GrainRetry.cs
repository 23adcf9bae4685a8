using Orleans.Storage;
using Polly;
using Polly.Retry;

namespace OrleansOrders.Grains;

/// <summary>
/// Calls a grain again where the activation that answered was not the one that counts. Every grain call is idempotent, so a repeat is safe; what
/// lasts longer than a moment is the business of the caller's own retry (a delay queue, a client).
/// </summary>
public sealed class GrainRetry(TimeProvider clock, Random random)
{
    readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<StaleActivationException>().Handle<InconsistentStateException>(),
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
            return await _pipeline.ExecuteAsync(static async (_, call) => await call(), context, call);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}

using Orleans.Storage;
using Polly;
using Polly.Retry;

namespace OrleansOrders.Grains;

/// <summary>
/// Calls a grain again where the activation that answered was not the one that counts. Every grain call is idempotent, so a repeat is safe; what
/// lasts longer than a moment is the business of the caller's own retry (a delay queue, a client).
/// </summary>
public static class GrainRetry
{
    static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<StaleActivationException>().Handle<InconsistentStateException>(),
            MaxRetryAttempts = 3,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(10),
            UseJitter = true,
        })
        .Build();

    /// <summary>The call's answer; the last exception where it did not help.</summary>
    public static async Task<T> Call<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            // Nearly every call ends here, and need not pay for the pipeline around it.
            return await call();
        }
        catch (Exception exception) when (exception is StaleActivationException or InconsistentStateException)
        {
            return await Pipeline.ExecuteAsync(static async (state, _) => await state(), call, cancellationToken);
        }
    }
}

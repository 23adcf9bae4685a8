using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace OrleansOrders.Bridge;

/// <summary>
/// Calls the gateway with retries: a call with unknown outcome is repeated with increasing delays, and a gateway that fails most calls is
/// not called for a while. If the outcome stays unknown, it throws, and the message is retried later.
/// </summary>
sealed class PaymentProcessor
{
    readonly IPaymentGateway _gateway;
    readonly ResiliencePipeline _pipeline;

    public PaymentProcessor(IPaymentGateway gateway, IOptions<PaymentOptions> options, TimeProvider clock, Random random)
    {
        _gateway = gateway;
        _pipeline = Build(options.Value, clock, random);
    }

    public Task<PaymentOutcome> Charge(Payment payment, CancellationToken ct) => Run(token => _gateway.Charge(payment, token), ct);

    public Task<PaymentOutcome?> Void(Payment payment, CancellationToken ct) => Run(token => _gateway.Void(payment, token), ct);

    public Task Refund(Payment payment, CancellationToken ct) => Run(async token =>
    {
        await _gateway.Refund(payment, token);
        return true;
    }, ct);

    async Task<T> Run<T>(Func<CancellationToken, Task<T>> call, CancellationToken ct)
    {
        // Repeats run on the caller's scheduler.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, ct);
        try
        {
            return await _pipeline.ExecuteAsync(static async (context, call) => await call(context.CancellationToken), context, call);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    static ResiliencePipeline Build(PaymentOptions options, TimeProvider clock, Random random)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = clock };

        // Polly requires at least one repeat.
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(exception => exception is not (OperationCanceledException or BrokenCircuitException)),
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = options.RetryDelay,
                UseJitter = true,
                Randomizer = random.NextDouble,
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = options.BreakDuration,
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.CallTimeout })
            .Build();
    }
}

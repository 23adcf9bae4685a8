using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace OrleansOrders.Bridge;

/// <summary>
/// Calls the gateway with patience: a call whose outcome is unknown is made again, repeats wait longer each time, and a gateway that fails most calls
/// is left alone for a while. What it cannot find out it throws, and the message comes again later.
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
        // Where the caller runs, there the repeats run.
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

        // Polly takes at least one repeat.
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

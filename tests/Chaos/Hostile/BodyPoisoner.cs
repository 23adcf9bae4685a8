namespace OrleansOrders.Chaos;

/// <summary>Publishes inputs of the fuzzer that their parser refuses.</summary>
sealed class BodyPoisoner(int seed, Producer producer, Pace pace, Attacks attacks)
{
    static readonly AdjustmentId Fallback = AdjustmentId.Parse("fallback");

    readonly Random _random = new(seed);

    public async Task RunAsync()
    {
        for (var index = 0; !pace.Stop.IsCancellationRequested; index++)
        {
            var input = InputMaker.Make(seed, index);
            var (exchange, key, kind) = FuzzEntrance.Of(input.Kind, _random);
            if (!IsRefused(kind, input.Bytes)) continue;
            attacks.Count("poison body");
            var id = FormattableString.Invariant($"hostile-body-{index}");
            await pace.UntilKnownAsync(() => producer.PoisonAsync(exchange, key, id, input.Bytes), _random);
            await pace.ThinkAsync(_random, 500);
        }
    }

    // The message id replaces a missing id of the body.
    static bool IsRefused(FuzzKind kind, byte[] body) => kind switch
    {
        FuzzKind.StockAdjustment => StockCodec.ParseAdjustment(body, Fallback).Value is null,
        FuzzKind.OrderWithoutFallback => !FuzzJudge.Judge(FuzzKind.Order, body).Accepted,
        _ => !FuzzJudge.Judge(kind, body).Accepted,
    };
}

using Microsoft.Extensions.Options;

namespace OrleansOrders.Embedded;

/// <summary>The bounds that <see cref="EmbeddedOptions"/> states.</summary>
internal sealed class EmbeddedOptionsRules : IValidateOptions<EmbeddedOptions>
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, EmbeddedOptions options)
    {
        List<string> failures = [];
        Check(options.GrainAssemblies.Count > 0, "GrainAssemblies is empty.");
        Check(InRange(options.CollectionQuantum, TimeSpan.FromMilliseconds(1), Day), "CollectionQuantum is not between 1 ms and 1 day.");
        Check(options.CollectionAge > options.CollectionQuantum, "CollectionAge is not more than CollectionQuantum.");
        Check(options.CollectionAge <= 365 * Day, "CollectionAge is more than 365 days.");
        Check(InRange(options.ResponseTimeout, TimeSpan.FromMilliseconds(10), Day), "ResponseTimeout is not between 10 ms and 1 day.");
        Check(options.MaxActivations >= 1, "MaxActivations is less than 1.");
        Check(options.TurnsInARow is >= 1 and <= 10_000, "TurnsInARow is not between 1 and 10,000.");
        Check(options.Scheduler is not null, "Scheduler is missing.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(bool holds, string otherwise)
        {
            if (!holds)
                failures.Add($"{nameof(EmbeddedOptions)}.{otherwise}");
        }
    }

    static bool InRange(TimeSpan value, TimeSpan from, TimeSpan to) => value >= from && value <= to;
}

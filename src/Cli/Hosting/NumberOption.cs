using System.CommandLine;
using System.Globalization;

namespace OrleansOrders.Cli;

/// <summary>Options that take a whole number within bounds.</summary>
static class NumberOption
{
    public static Option<long?> Create(string name, string unit, long min, long max, string description) => new(name)
    {
        Description = description,
        HelpName = unit,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            if (result.Tokens is not [var token]) return null;
            if (long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes a whole number from {min} to {max}, not '{token.Value}'."));
            return null;
        },
    };
}

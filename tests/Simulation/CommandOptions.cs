using System.Globalization;

namespace OrleansOrders.Simulation;

/// <summary>The options of the command line.</summary>
sealed record CommandOptions
{
    /// <summary>Number of seeds, beginning with <see cref="From"/>.</summary>
    public int Seeds { get; init; } = 1000;

    public int From { get; init; } = 1;

    /// <summary>One seed with its full trace.</summary>
    public int? Seed { get; init; }

    /// <summary>Only these numbers of that seed's plan.</summary>
    public IReadOnlySet<int>? Keep { get; init; }

    /// <summary>As many seeds as fit into this time.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Stops at the first violation, without the search for its shortest plan, for planted bugs.</summary>
    public bool FirstOnly { get; init; }

    /// <summary>Names violations without the search for their shortest plans.</summary>
    public bool AsItIs { get; init; }

    /// <summary>Writes a line for each seed that identifies its run: two runs of the same seeds must write the same lines.</summary>
    public bool Digests { get; init; }

    /// <summary>Plants this bug in the copy of the sources at <see cref="Into"/> and exits.</summary>
    public string? Plant { get; init; }

    public string Into { get; init; } = "";

    /// <summary>Writes the names of all bugs that can be planted, each with its number of seeds, and exits.</summary>
    public bool ListMutants { get; init; }

    public int Workers { get; init; } = Environment.ProcessorCount;

    public static CommandOptions? Read(string[] args)
    {
        var options = new CommandOptions();
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = (args[i], i + 1 < args.Length ? args[i + 1] : "");
            if (Flag(options, name) is { } flagged)
            {
                options = flagged;
                continue;
            }

            i++;
            switch (name)
            {
                case "--seeds" when Number(value) is { } seeds:
                    options = options with { Seeds = seeds };
                    break;
                case "--from" when Number(value) is { } from:
                    options = options with { From = from };
                    break;
                case "--seed" when Number(value) is { } seed:
                    options = options with { Seed = seed };
                    break;
                case "--minutes" when Number(value) is { } minutes:
                    options = options with { Time = TimeSpan.FromMinutes(minutes), Seeds = int.MaxValue };
                    break;
                case "--workers" when Number(value) is { } workers:
                    options = options with { Workers = workers };
                    break;
                case "--plant":
                    options = options with { Plant = value };
                    break;
                case "--into":
                    options = options with { Into = value };
                    break;
                case "--keep" when Numbers(value) is { } keep:
                    options = options with { Keep = keep };
                    break;
                default:
                    Console.Error.WriteLine($"'{name} {value}' is not understood");
                    return null;
            }
        }

        return options;
    }

    static CommandOptions? Flag(CommandOptions options, string name) => name switch
    {
        "--first-only" => options with { FirstOnly = true },
        "--as-it-is" => options with { AsItIs = true },
        "--digests" => options with { Digests = true },
        "--list-mutants" => options with { ListMutants = true },
        _ => null,
    };

    static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static HashSet<int>? Numbers(string text)
    {
        var numbers = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number).ToList();
        return numbers.Contains(null) ? null : [.. numbers.OfType<int>()];
    }
}

using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Sdk;

namespace OrleansOrders.Domain.Tests.Stock;

/// <summary>The laws hold for the rules there are, and each catches rules that break it.</summary>
public sealed class StockLawTests
{
    static readonly Dictionary<string, Action<StockRules, ImmutableArray<StockCommand>>> Laws = new Action<StockRules, ImmutableArray<StockCommand>>[]
    {
        StockLaws.Nothing_is_lost_and_nothing_comes_from_nowhere,
        StockLaws.Numbers_stay_in_their_bounds,
        StockLaws.A_hold_ends_once_and_keeps_its_quantity,
        StockLaws.A_hold_begins_taken_or_as_a_release_of_nothing,
        StockLaws.A_refusal_changes_nothing,
        StockLaws.What_was_once_done_is_done_for_good,
        StockLaws.A_reserve_after_the_release_is_refused,
        StockLaws.An_item_comes_to_be_by_an_adjustment_only,
    }.ToDictionary(law => law.Method.Name);

    static readonly Dictionary<string, StockRules> BrokenRules = new()
    {
        ["forgets what it recorded"] = new() { DecideHold = (item, command, _) => StockDecider.Decide(item, command, command is StockCommand.Reserve ? null : new Hold(HoldStatus.Taken, command.Units)) },
        ["leaves no record of a release of nothing"] = new() { DecideHold = (item, command, found) => command is StockCommand.Release && found is null ? new() { Item = item } : StockDecider.Decide(item, command, found) },
        ["takes again what was released"] = new()
        {
            DecideHold = (item, command, found) => command is StockCommand.Reserve && found is { Status: HoldStatus.Released }
                ? StockDecider.Decide(item, command, null)
                : StockDecider.Decide(item, command, found),
        },
        ["takes more than there is"] = new()
        {
            DecideHold = (item, command, found) => command is StockCommand.Reserve && found is null && item.Exists
                ? new() { Item = item with { Available = item.Available - command.Units }, Write = new Hold(HoldStatus.Taken, command.Units) }
                : StockDecider.Decide(item, command, found),
        },
        ["gives back what the caller says"] = new()
        {
            DecideHold = (item, command, found) => command is StockCommand.Release && found is { Status: HoldStatus.Taken }
                ? new() { Item = item with { Available = item.Available + command.Units }, Write = new Hold(HoldStatus.Released, command.Units) }
                : StockDecider.Decide(item, command, found),
        },
        ["changes the item and refuses"] = new()
        {
            DecideAdjustment = (item, command, recorded) => StockDecider.DecideAdjustment(item, command, recorded) is { Refusal: { } refusal }
                ? new() { Item = item with { Available = item.Available + 1, Received = item.Received + 1 }, Refusal = refusal }
                : StockDecider.DecideAdjustment(item, command, recorded),
        },
        ["knows every item"] = new() { DecideHold = (item, command, found) => StockDecider.Decide(item with { Version = 1 }, command, found) with { Delta = null, Refusal = StockRefusal.UnknownSku } },
    };

    static readonly IReadOnlyList<ImmutableArray<StockCommand>> Scripts = StockScripts.Arbitrary.Generator.Sample(1_000);

    public static TheoryData<string> LawNames => [.. Laws.Keys];

    public static TheoryData<string> BrokenNames => [.. BrokenRules.Keys];

    [Theory]
    [MemberData(nameof(LawNames))]
    public void The_law_holds_for_every_history(string law) =>
        Prop.ForAll(StockScripts.Arbitrary, commands => Laws[law](StockRules.Real, commands)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Theory]
    [MemberData(nameof(BrokenNames))]
    public void Broken_rules_are_caught(string name) => Assert.Contains(Laws.Values, law => Scripts.Any(commands => IsBroken(law, BrokenRules[name], commands)));

    [Theory]
    [MemberData(nameof(LawNames))]
    public void Every_law_can_fail(string law) => Assert.Contains(BrokenRules.Values, rules => Scripts.Any(commands => IsBroken(Laws[law], rules, commands)));

    [Fact]
    public void The_scripts_reach_every_refusal_and_every_status()
    {
        var seen = new HashSet<object>();
        foreach (var commands in Scripts)
        {
            var model = new StockModel(StockRules.Real);
            foreach (var command in commands) seen.Add(model.Work(command) is { } refusal ? refusal : "done");
            foreach (var hold in model.Holds.Values) seen.Add(hold.Status);
        }

        Assert.Empty(Enum.GetValues<StockRefusal>().Cast<object>().Concat(Enum.GetValues<HoldStatus>().Cast<object>()).Except(seen));
    }

    static bool IsBroken(Action<StockRules, ImmutableArray<StockCommand>> law, StockRules rules, ImmutableArray<StockCommand> commands)
    {
        try
        {
            law(rules, commands);
            return false;
        }
        catch (XunitException)
        {
            return true;
        }
    }
}

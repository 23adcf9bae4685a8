using System.Collections.Immutable;
using OrleansOrders.Contracts;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Chaos.Tests;

/// <summary>No bytes whatever make a parser throw or hang; what it refuses it explains, and what it lets through is sound.</summary>
public sealed class FuzzTests
{
    const int Seed = 20260102;
    const int Inputs = 120_000;

    [Fact]
    public async Task No_input_makes_a_parser_throw_or_hang_or_let_through_what_is_unsound()
    {
        object? hung = null;
        await using var watchdog = new Watchdog(FuzzRun.Limit, TimeProvider.System, input => hung = input);

        var report = FuzzRun.Run(Seed, 0, Inputs, FuzzJudge.Judge, watchdog);

        Assert.Empty(report.Failures);
        Assert.Null(hung);

        // Both ways must have been taken often in every parser, or the inputs were too tame or too wild to say anything.
        Assert.Equal(Enum.GetValues<FuzzKind>(), report.Kinds.Keys.Order());
        Assert.All(report.Kinds, kind =>
        {
            var all = kind.Value.Accepted + kind.Value.Refused;
            Assert.True(kind.Value.Accepted > all / 10 && kind.Value.Refused > all / 10, $"{kind.Key}: {kind.Value}");
        });
    }

    [Fact]
    public void Seed_and_index_alone_decide_an_input()
    {
        for (var index = 0; index < 500; index++)
        {
            var (one, same) = (InputMaker.Make(Seed, index), InputMaker.Make(Seed, index));
            Assert.Equal((one.Kind, Convert.ToBase64String(one.Bytes)), (same.Kind, Convert.ToBase64String(same.Bytes)));
        }

        Assert.NotEqual(InputMaker.Make(1, 0).Bytes, InputMaker.Make(2, 0).Bytes);
    }

    [Fact]
    public void A_failure_names_the_input_and_can_be_seen_again()
    {
        var broken = new Func<FuzzKind, ReadOnlyMemory<byte>, Verdict>((_, body) => body.Span.Contains((byte)'7') ? Verdict.Wrong(false, "threw up") : Verdict.Refused);
        var watchdog = new Watchdog(TimeSpan.FromMinutes(1), TimeProvider.System, _ => { });

        var report = FuzzRun.Run(Seed, 0, 200, broken, watchdog);

        Assert.True(report.Failed > 0);
        var (index, line) = Enumerable.Range(0, 200).Select(i => (i, report.Failures[0].Contains($"--seed {Seed} --first {i} ", StringComparison.Ordinal))).First(found => found.Item2);
        Assert.True(line);
        Assert.Equal([report.Failures[0]], FuzzRun.Run(Seed, index, 1, broken, watchdog).Failures);
    }

    [Theory]
    [InlineData("", FieldErrorCodes.Required, "is required", "refused by")]
    [InlineData("order_id", "no_such_code", "is required", "refused by")]
    [InlineData("order_id", FieldErrorCodes.Required, "", "refused by")]
    [InlineData("order_id", FieldErrorCodes.Required, "is\nrequired", "in a line that no header takes")]
    public void A_refusal_that_explains_nothing_is_found(string field, string code, string message, string found) =>
        Assert.Contains(found, FuzzJudge.Refused([new FieldError(field, code, message)]).Fault, StringComparison.Ordinal);

    [Fact]
    public void A_refusal_without_a_word_is_found() => Assert.Equal("was refused without a word", FuzzJudge.Refused(ImmutableArray<FieldError>.Empty).Fault);
}

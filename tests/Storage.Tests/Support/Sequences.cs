using FsCheck;
using FsCheck.Fluent;

namespace OrleansOrders.Storage.Tests;

/// <summary>Runs a test on generated sequences; a failing one is made shorter, and the seed is printed with it.</summary>
static class Sequences
{
    public static Task Check<T>(Gen<T> step, int tests, int maxLength, Func<IReadOnlyList<T>, Task> run)
    {
        var sequences = Arb.From(Gen.Choose(1, maxLength).SelectMany(length => step.ArrayOf(length)), Shorter);
#pragma warning disable RS0030 // Properties of FsCheck are synchronous.
        var property = Prop.ForAll(sequences, sequence => run(sequence).GetAwaiter().GetResult());
#pragma warning restore RS0030

        // FsCheck runs its cases in place; they wait for the database, so not on a thread that the test runner counts on.
        return Task.Run(() => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests).WithQuietOnSuccess(true), property));
    }

    static IEnumerable<T[]> Shorter<T>(T[] sequence)
    {
        for (var part = sequence.Length / 2; part >= 1; part /= 2)
        {
            for (var at = 0; at + part <= sequence.Length && sequence.Length > 1; at += part) yield return [.. sequence[..at], .. sequence[(at + part)..]];
        }
    }
}

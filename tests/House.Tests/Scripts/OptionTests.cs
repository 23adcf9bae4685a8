using OrleansOrders.Testing;

namespace OrleansOrders.House.Tests.Scripts;

/// <summary>The commands that take numbers look at them before they build anything.</summary>
public sealed class OptionTests : IDisposable
{
    readonly ScriptSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("chaos.sh --moon", "error: unknown option '--moon'")]
    [InlineData("chaos.sh --minutes", "error: --minutes needs a value")]
    [InlineData("chaos.sh --minutes=a", "error: --minutes needs a whole number, not 'a'")]
    [InlineData("chaos.sh --seed -1", "error: --seed needs a whole number, not '-1'")]
    [InlineData("simulate.sh --moon", "error: unknown option '--moon'")]
    [InlineData("simulate.sh --seeds", "error: --seeds needs a value")]
    [InlineData("simulate.sh --seeds 1.5", "error: --seeds needs a whole number, not '1.5'")]
    [InlineData("simulate.sh --seed 1 --keep a", "error: --keep needs numbers with commas between them, not 'a'")]
    [InlineData("simulate.sh --mutants --seeds 3", "error: --mutants takes no other option")]
    [InlineData("bench.sh --moon", "error: unknown option '--moon'")]
    [InlineData("test.sh --moon", "error: unknown option '--moon'")]
    public async Task A_wrong_option_is_refused_in_one_line(string command, string error)
    {
        var words = command.Split(' ');

        var result = await _sandbox.RunAsync(words[0], words[1..]);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal([error], result.Errors);
        Assert.False(Directory.Exists(Path.Combine(_sandbox.Folder, "artifacts")), result.Messages);
    }
}
